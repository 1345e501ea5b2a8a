#include "check/consistency/Contradiction.h"

#include <algorithm>
#include <set>

#include "check/consistency/OrderSearch.h"

namespace check {

namespace {

constexpr uint64_t kTriesPerOperation = 50;
constexpr uint64_t kLeastTries = 1000;

// Tails of the history of this size are tried first, then ever longer ones.
constexpr size_t kFirstTail = 8;
constexpr size_t kTailGrowth = 4;

using Indices = std::vector<size_t>;  // Of a history's operations, ascending.

// Histories in which only some operations have results.
class IgnoredResults {
 public:
  // Borrows the history.
  IgnoredResults(const KeyHistory& history, Ordering ordering)
      : history_(history),
        ordering_(ordering),
        hasAppends_(std::any_of(history.begin(), history.end(),
                                [](const KeyOperation& one) { return one.isAppend(); })) {}

  // REQUIRES: `kept` is not empty.
  KeyHistory without(const Indices& kept) const {
    const uint64_t start = history_[kept.front()].call->invoked;
    const std::set<int> needed = neededValues(kept, start);
    KeyHistory result;
    std::set<int> before;  // The values that the key may have had at the start.
    auto next = kept.begin();
    for (size_t i = 0; i < history_.size(); ++i) {
      const KeyOperation& one = history_[i];
      const bool isKept = next != kept.end() && *next == i;
      if (isKept) ++next;
      if (isKept || !one.isKnown()) {
        result.push_back(one);
      } else if (isOver(one, start)) {
        addPast(one, needed, &before, &result);
      } else if (!one.isRead() && !one.isMismatch()) {
        result.push_back(ignored(one));
      }
    }
    return result;
  }

 private:
  static KeyOperation ignored(KeyOperation one) {
    one.isOptional = true;
    one.needsPresent = false;
    return one;
  }

  // In real time, what ended before the first result matters by the value that it left alone.
  bool isOver(const KeyOperation& one, uint64_t start) const {
    return ordering_ == Ordering::RealTime && !hasAppends_ && one.call->finished < start;
  }

  // Adds a write for each value that may have been there, and one for all that nothing needs.
  static void addPast(const KeyOperation& one, const std::set<int>& needed, std::set<int>* before,
                      KeyHistory* result) {
    if (one.isRead() || one.isMismatch()) return;
    const int value = needed.count(one.value) > 0 ? one.value : kUnread;
    if (!before->insert(value).second) return;
    result->push_back(ignored(one));
    result->back().form = WriteForm::Unconditional;
  }

  // The values that results, or writes that are not over at the start, depend on.
  std::set<int> neededValues(const Indices& kept, uint64_t start) const {
    std::set<int> needed = {kAbsent};
    for (const size_t i : kept) {
      if (history_[i].isRead()) needed.insert(history_[i].value);
    }
    for (const KeyOperation& one : history_) {
      if (one.isCompareAndSet() && !(one.isKnown() && isOver(one, start))) {
        needed.insert(one.expected);
      }
    }
    return needed;
  }

  const KeyHistory& history_;
  const Ordering ordering_;
  const bool hasAppends_;
};

class ContradictionSearch {
 public:
  ContradictionSearch(const KeyHistory& history, Ordering ordering, uint64_t budget)
      : history_(history), ignored_(history_, ordering), ordering_(ordering), budget_(budget) {}

  KeyHistory run() {
    Indices kept = tail(reachable());
    for (size_t size = kept.size(); size > 0; size /= 2) kept = withoutParts(kept, size);
    KeyHistory result;
    for (const size_t i : kept) result.push_back(history_[i]);
    return result;
  }

 private:
  // The operations with results up to the first end that no order reaches; if it cannot be shown
  // that these have no order, all of them.
  Indices reachable() {
    uint64_t left = budget_;
    uint64_t reached = UINT64_MAX;
    findOrder(history_, ordering_, &left, nullptr, &reached);
    budget_ = left;
    const Indices some = endedUpTo(reached);
    const bool isEnough = ordering_ == Ordering::RealTime && !some.empty() && isWrong(some);
    return isEnough ? some : endedUpTo(UINT64_MAX);
  }

  Indices endedUpTo(uint64_t position) const {
    Indices ended;
    for (size_t i = 0; i < history_.size(); ++i) {
      if (history_[i].isKnown() && history_[i].call->finished <= position) ended.push_back(i);
    }
    return ended;
  }

  // The shortest tail, of those tried, that has no order.
  Indices tail(const Indices& all) {
    for (size_t size = kFirstTail; size < all.size() && canAfford(); size *= kTailGrowth) {
      const Indices some(all.end() - static_cast<std::ptrdiff_t>(size), all.end());
      if (isWrong(some)) return some;
    }
    return all;
  }

  // Ignores as many parts of this size as it can.
  Indices withoutParts(Indices kept, size_t size) {
    for (size_t begin = 0; begin < kept.size() && canAfford();) {
      const size_t end = std::min(begin + size, kept.size());
      Indices fewer = kept;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(begin),
                  fewer.begin() + static_cast<std::ptrdiff_t>(end));
      if (!fewer.empty() && isWrong(fewer)) {
        kept = std::move(fewer);
      } else {
        begin = end;
      }
    }
    return kept;
  }

  bool canAfford() const { return budget_ > 0; }

  // A try that is hard to decide counts as right, because the others need the budget, too.
  bool isWrong(const Indices& kept) {
    const KeyHistory history = ignored_.without(kept);
    // A look at the whole history costs less than a step of the search.
    budget_ -= std::min<uint64_t>(budget_, history.size() + history_.size() / 8);
    const uint64_t share = std::min(budget_, kTriesPerOperation * history.size() + kLeastTries);
    uint64_t left = share;
    const OrderSearchResult result = findOrder(history, ordering_, &left);
    budget_ -= share - left;
    return result == OrderSearchResult::None;
  }

  const KeyHistory history_;
  const IgnoredResults ignored_;
  const Ordering ordering_;
  uint64_t budget_;
};

}  // namespace

KeyHistory smallestContradiction(const KeyHistory& history, Ordering ordering, uint64_t budget) {
  return ContradictionSearch(history, ordering, budget).run();
}

}  // namespace check
