#include "check/Shrink.h"

#include <algorithm>
#include <set>

#include "check/OrderSearch.h"

namespace check {

namespace {

// Leaves out of `items` what it can while isWrong(items). REQUIRES: isWrong(*items).
template <typename Item, typename IsWrong>
void reduce(std::vector<Item>* items, IsWrong isWrong) {
  for (size_t size = items->size(); size > 0; size /= 2) {
    for (size_t begin = 0; begin < items->size();) {
      const size_t end = std::min(begin + size, items->size());
      std::vector<Item> fewer(items->begin(), items->begin() + static_cast<std::ptrdiff_t>(begin));
      fewer.insert(fewer.end(), items->begin() + static_cast<std::ptrdiff_t>(end), items->end());
      if (isWrong(fewer)) {
        *items = std::move(fewer);
      } else {
        begin = end;
      }
    }
  }
}

class Shrinker {
 public:
  Shrinker(const KeyHistory& history, Ordering ordering, uint64_t budget)
      : history_(history), ordering_(ordering), budget_(budget) {}

  KeyHistory run() {
    dropNeeds();
    drop([](const KeyOperation& operation) { return operation.isRead(); });
    dropWrites();
    return history_;
  }

 private:
  // What cannot be afforded counts as right, and is not tried.
  bool isWrong(const KeyHistory& history) {
    if (budget_ < history.size()) return false;
    budget_ -= history.size();
    return findOrder(history, ordering_, &budget_) == Verdict::None;
  }

  // Forgets that operations need the key to be there, where it is wrong anyway.
  void dropNeeds() {
    std::vector<size_t> needing;
    for (size_t i = 0; i < history_.size(); ++i) {
      if (history_[i].needsPresent) needing.push_back(i);
    }
    const auto withNeeds = [&](const std::vector<size_t>& kept) {
      KeyHistory history = history_;
      for (size_t i : needing) history[i].needsPresent = false;
      for (size_t i : kept) history[i].needsPresent = true;
      return history;
    };
    std::vector<size_t> kept = needing;
    reduce(&kept, [&](const std::vector<size_t>& fewer) { return isWrong(withNeeds(fewer)); });
    history_ = withNeeds(kept);
  }

  void dropWrites() {
    std::set<int> read;
    bool somebodyNeeds = false;
    for (const KeyOperation& operation : history_) {
      if (operation.isRead()) read.insert(operation.value);
      somebodyNeeds |= operation.needsPresent;
    }
    drop([&](const KeyOperation& operation) {
      if (operation.isRead() || operation.needsPresent) return false;
      return read.count(operation.value) == 0 && (operation.isDelete() || !somebodyNeeds);
    });
  }

  template <typename MayDrop>
  void drop(MayDrop mayDrop) {
    std::vector<size_t> kept;
    for (size_t i = 0; i < history_.size(); ++i) {
      if (mayDrop(history_[i])) kept.push_back(i);
    }
    const auto without = [&](const std::vector<size_t>& fewer) {
      KeyHistory history;
      auto next = fewer.begin();
      for (size_t i = 0; i < history_.size(); ++i) {
        const bool isKept = next != fewer.end() && *next == i;
        if (isKept) ++next;
        if (isKept || !mayDrop(history_[i])) history.push_back(history_[i]);
      }
      return history;
    };
    reduce(&kept, [&](const std::vector<size_t>& fewer) { return isWrong(without(fewer)); });
    history_ = without(kept);
  }

  KeyHistory history_;
  const Ordering ordering_;
  uint64_t budget_;
};

}  // namespace

KeyHistory shrink(const KeyHistory& history, Ordering ordering, uint64_t budget) {
  return Shrinker(history, ordering, budget).run();
}

}  // namespace check
