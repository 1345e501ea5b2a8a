#include "check/consistency/OrderSearch.h"

#include <algorithm>

#include "check/consistency/VisitedStates.h"

namespace check {

namespace {

constexpr int kNoHelper = -1;

class OrderSearch {
 public:
  OrderSearch(const KeyHistory& history, Ordering ordering, uint64_t* budget)
      : history_(history),
        lanes_(history, ordering),
        budget_(budget),
        spent_(history.size(), false) {
    for (size_t i = 0; i < history.size(); ++i) {
      const size_t value = static_cast<size_t>(history[i].value);
      if (value >= values_.size()) values_.resize(value + 1);
      ++(history[i].isRead() ? values_[value].readsLeft : values_[value].writesLeft);
      if (!history[i].isKnown()) values_[value].helpers.push_back(static_cast<int>(i));
    }
  }

  OrderSearchResult run() {
    while (true) {
      takeFittingReads();
      if (lanes_.left() == 0) return OrderSearchResult::Exists;
      if (*budget_ == 0) return OrderSearchResult::Undecided;
      if (visited_.insert(stateHash())) enter();
      if (!takeNextChoice()) return OrderSearchResult::None;
    }
  }

  // After run(), if one exists.
  std::vector<size_t> order() const {
    std::vector<size_t> order;
    for (const Choice& choice : trail_) {
      if (choice.helper != kNoHelper) order.push_back(static_cast<size_t>(choice.helper));
      order.push_back(static_cast<size_t>(choice.operation));
    }
    return order;
  }

 private:
  struct Choice {
    int operation;
    int helper;  // Takes effect directly before it.
    int value;   // The key's value afterwards.
  };
  struct Value {
    int readsLeft = 0;
    int writesLeft = 0;        // Of known and unknown outcome.
    std::vector<int> helpers;  // Its writes of unknown outcome.
  };
  struct Place {
    size_t taken;    // Size of trail_.
    size_t choices;  // Where its choices begin in choices_.
  };

  StateHash stateHash() const {
    StateHash hash = StateHash::of(history_.size() + static_cast<size_t>(value_));
    hash ^= takenHash_;
    return hash;
  }

  void takeFittingReads() {
    size_t before;
    do {
      before = trail_.size();
      lanes_.forEachNext([&](int operation) {
        if (*budget_ > 0) --*budget_;
        const KeyOperation& next = history_[operation];
        if (next.isRead() && next.value == value_) take(operation, kNoHelper);
      });
    } while (trail_.size() > before);
  }

  // Lists the possible choices, the first call last: takeNextChoice() begins at the end, and the
  // order of most histories is close to that of the calls.
  void enter() {
    places_.push_back({trail_.size(), choices_.size()});
    lanes_.forEachNext([&](int operation) { addChoices(operation); });
    std::stable_sort(
        choices_.begin() + static_cast<std::ptrdiff_t>(places_.back().choices), choices_.end(),
        [](const Choice& left, const Choice& right) { return left.operation > right.operation; });
  }

  void addChoices(int operation) {
    const KeyOperation& next = history_[operation];
    if (next.isRead()) {
      const int helper = helperOf(next.value);
      if (helper != kNoHelper && mayLeave(value_)) {
        choices_.push_back({operation, helper, next.value});
      }
      return;
    }
    if (value_ == kAbsent && next.needsPresent) {
      addChoicesThatMakePresent(operation);
      return;
    }
    if (next.value == value_ || mayLeave(value_)) {
      choices_.push_back({operation, kNoHelper, next.value});
    }
    const bool mayKeep = next.isCreate() && value_ != kAbsent && value_ != next.value;
    if (mayKeep && maySpend(next.value)) choices_.push_back({operation, kNoHelper, value_});
  }

  void addChoicesThatMakePresent(int operation) {
    const int result = history_[operation].value;
    if (!mayLeave(kAbsent) && result != kAbsent) return;
    for (int value = kUnread; value < static_cast<int>(values_.size()); ++value) {
      const int helper = helperOf(value);
      if (helper == kNoHelper) continue;
      if (value == result || maySpend(value)) choices_.push_back({operation, helper, result});
      if (value == kUnread) return;
    }
  }

  // Returns whether the state may leave this value: not if reads of it are left and no write could
  // restore it.
  bool mayLeave(int value) const {
    return value >= static_cast<int>(values_.size()) || values_[value].readsLeft == 0 ||
           values_[value].writesLeft > 0;
  }

  // Returns whether a write of this value may be taken without a read of it.
  bool maySpend(int value) const {
    return values_[value].readsLeft == 0 || values_[value].writesLeft > 1;
  }

  // A write of unknown outcome that may set this value now. All such writes are equivalent from
  // here on.
  int helperOf(int value) const {
    for (int helper : values_[value].helpers) {
      if (!spent_[helper] && lanes_.mayTakeEffect(helper)) return helper;
    }
    return kNoHelper;
  }

  bool takeNextChoice() {
    while (!places_.empty()) {
      const Place& place = places_.back();
      while (trail_.size() > place.taken) putBackLast();
      if (choices_.size() > place.choices) {
        const Choice choice = choices_.back();
        choices_.pop_back();
        take(choice.operation, choice.helper);
        value_ = choice.value;
        return true;
      }
      places_.pop_back();
    }
    return false;
  }

  void take(int operation, int helper) {
    trail_.push_back({operation, helper, value_});
    lanes_.take(operation);
    count(operation, -1);
    if (helper == kNoHelper) return;
    spent_[helper] = true;
    count(helper, -1);
  }

  void putBackLast() {
    const Choice last = trail_.back();
    trail_.pop_back();
    value_ = last.value;
    lanes_.putBack(last.operation);
    count(last.operation, 1);
    if (last.helper == kNoHelper) return;
    spent_[last.helper] = false;
    count(last.helper, 1);
  }

  // Notes whether it is left.
  void count(int operation, int difference) {
    Value& value = values_[history_[operation].value];
    (history_[operation].isRead() ? value.readsLeft : value.writesLeft) += difference;
    takenHash_ ^= StateHash::of(static_cast<uint64_t>(operation));
  }

  const KeyHistory& history_;
  Lanes lanes_;
  uint64_t* budget_;
  std::vector<bool> spent_;  // Per operation: a helper that has taken effect.
  std::vector<Value> values_;
  int value_ = kAbsent;
  StateHash takenHash_;
  VisitedStates visited_;
  std::vector<Choice> trail_;    // The choices taken, with the value before each.
  std::vector<Choice> choices_;  // The choices of all places that are not tried yet.
  std::vector<Place> places_;
};

}  // namespace

OrderSearchResult findOrder(const KeyHistory& history, Ordering ordering, uint64_t* budget,
                            std::vector<size_t>* order) {
  OrderSearch search(history, ordering, budget);
  const OrderSearchResult result = search.run();
  if (result == OrderSearchResult::Exists && order != nullptr) *order = search.order();
  return result;
}

}  // namespace check
