#include "check/consistency/KeyHistory.h"

#include <algorithm>

#include "check/consistency/Intervals.h"

namespace check {

namespace {

// Gives the values of a key their numbers.
class ValueNumbers {
 public:
  explicit ValueNumbers(const KeyHistory& history) {
    const bool hasAppend = std::any_of(history.begin(), history.end(),
                                       [](const KeyOperation& one) { return one.isAppend(); });
    for (const KeyOperation& operation : history) {
      const Operation& call = *operation.call;
      const bool isSeen = operation.isRead() && call.outcome == Outcome::Ok;
      if (isSeen || (hasAppend && !operation.isDelete())) add(call.value);
      if (operation.isCompareAndSet() && call.expected) add(*call.expected);
    }
  }

  int of(const std::string& value) const {
    const auto found = numbers_.find(value);
    return found == numbers_.end() ? kUnread : found->second;
  }

 private:
  void add(const std::string& value) {
    numbers_.emplace(value, kFirstReadValue + static_cast<int>(numbers_.size()));
  }

  std::map<std::string, int> numbers_;
};

void numberValues(KeyHistory* history) {
  const ValueNumbers numbers(*history);
  for (KeyOperation& operation : *history) {
    const Operation& call = *operation.call;
    const bool isAbsent = operation.isDelete() || call.outcome == Outcome::Absent;
    operation.value = isAbsent ? kAbsent : numbers.of(call.value);
    if (operation.isCompareAndSet() && call.expected) {
      operation.expected = numbers.of(*call.expected);
    }
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
    const bool isConditional = call.form == WriteForm::Conditional;
    operation->needsPresent =
        isConditional && ((operation->isUpdate() && !meetsDelete) ||
                          (operation->isDelete() && !meetsDelete && !meetsSet));
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
    entry.form = operation.form;
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
