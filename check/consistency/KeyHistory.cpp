#include "check/consistency/KeyHistory.h"

#include <algorithm>

#include "check/consistency/Intervals.h"

namespace check {

namespace {

void numberValues(KeyHistory* history) {
  std::map<std::string, int> numbers;
  for (KeyOperation& operation : *history) {
    if (!operation.isRead()) continue;
    if (operation.call->outcome == Outcome::Absent) {
      operation.value = kAbsent;
      continue;
    }
    const int next = kFirstReadValue + static_cast<int>(numbers.size());
    operation.value = numbers.emplace(operation.call->value, next).first->second;
  }
  for (KeyOperation& operation : *history) {
    if (operation.isRead()) continue;
    const auto found = numbers.find(operation.call->value);
    operation.value = found == numbers.end() ? kUnread : found->second;
    if (operation.isDelete()) operation.value = kAbsent;
  }
}

// Decides the precondition and effect of an acknowledged write from the concurrent operations.
class WriteRules {
 public:
  explicit WriteRules(const KeyHistory& history) {
    for (const KeyOperation& operation : history) {
      if (operation.isRead()) continue;
      (operation.isDelete() ? deletes_ : sets_).add(*operation.call);
      if (operation.isDelete() && operation.isKnown()) doneDeletes_.add(*operation.call);
    }
    doneDeletes_.sort();
  }

  void apply(KeyOperation* operation) const {
    const Operation& call = *operation->call;
    const bool meetsDelete = deletes_.hasOther(call.id, call.finished, call.invoked);
    const bool meetsSet = sets_.hasOther(call.id, call.finished, call.invoked);
    operation->needsPresent = (operation->isUpdate() && !meetsDelete) ||
                              (operation->isDelete() && !meetsDelete && !meetsSet);
    operation->overwrites = !operation->isCreate() || findsNothing(call);
  }

 private:
  // A create that surely found the key absent: no write precedes it, or none that can have come
  // after a delete.
  bool findsNothing(const Operation& create) const {
    const Operation* last = doneDeletes_.latestBefore(create.invoked);
    return !sets_.hasOther(create.id, create.finished, last == nullptr ? 0 : last->invoked);
  }

  Intervals sets_;
  Intervals deletes_;
  LatestCalls doneDeletes_;
};

}  // namespace

std::map<std::string, KeyHistory> splitByKey(const std::vector<Operation>& operations) {
  std::map<std::string, KeyHistory> histories;
  for (const Operation& operation : operations) {
    KeyOperation entry;
    entry.call = &operation;
    if (entry.isRead() && !entry.isKnown()) continue;
    histories[operation.key].push_back(entry);
  }
  for (auto& [key, history] : histories) {
    std::stable_sort(history.begin(), history.end(), [](const auto& left, const auto& right) {
      return left.call->invoked < right.call->invoked;
    });
    numberValues(&history);
    const WriteRules rules(history);
    for (KeyOperation& operation : history) {
      if (!operation.isRead() && operation.isKnown()) rules.apply(&operation);
    }
  }
  return histories;
}

}  // namespace check
