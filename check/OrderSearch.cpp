#include "check/OrderSearch.h"

#include <algorithm>

#include "check/VisitedStates.h"

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
      if (history[i].isKnown()) continue;
      const size_t value = static_cast<size_t>(history[i].value);
      if (value >= helpers_.size()) helpers_.resize(value + 1);
      helpers_[value].push_back(static_cast<int>(i));
    }
  }

  Verdict run() {
    while (true) {
      takeFittingReads();
      if (lanes_.left() == 0) return Verdict::Exists;
      if (*budget_ == 0) return Verdict::Undecided;
      if (visited_.insert(stateHash())) enter();
      if (!takeNextChoice()) return Verdict::None;
    }
  }

 private:
  struct Choice {
    int operation;
    int helper;  // Takes effect directly before it.
    int value;   // The key's afterwards.
  };
  struct Place {
    size_t taken;    // Size of trail_.
    size_t choices;  // Where its own begin in choices_.
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

  // Lists what can be done here, the first call last: takeNextChoice() begins at the end.
  void enter() {
    places_.push_back({trail_.size(), choices_.size()});
    lanes_.forEachNext([&](int operation) { addChoices(operation); });
    std::reverse(choices_.begin() + static_cast<std::ptrdiff_t>(places_.back().choices),
                 choices_.end());
  }

  void addChoices(int operation) {
    const KeyOperation& next = history_[operation];
    if (next.isRead()) {
      const int helper = helperOf(next.value);
      if (helper != kNoHelper) choices_.push_back({operation, helper, next.value});
      return;
    }
    if (value_ == kAbsent && next.needsPresent) {
      addChoicesThatMakePresent(operation);
      return;
    }
    choices_.push_back({operation, kNoHelper, next.value});
    const bool mayKeep = next.isCreate() && value_ != kAbsent && value_ != next.value;
    if (mayKeep) choices_.push_back({operation, kNoHelper, value_});
  }

  void addChoicesThatMakePresent(int operation) {
    const int result = history_[operation].value;
    for (int value = kUnread; value < static_cast<int>(helpers_.size()); ++value) {
      const int helper = helperOf(value);
      if (helper == kNoHelper) continue;
      choices_.push_back({operation, helper, result});
      if (value == kUnread) return;
    }
  }

  // A write of unknown outcome that may set this value now. All that may are alike from here on.
  int helperOf(int value) const {
    if (value >= static_cast<int>(helpers_.size())) return kNoHelper;
    for (int helper : helpers_[static_cast<size_t>(value)]) {
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
    toggleHashes(trail_.back());
    lanes_.take(operation);
    if (helper != kNoHelper) spent_[helper] = true;
  }

  void putBackLast() {
    const Choice& last = trail_.back();
    toggleHashes(last);
    lanes_.putBack(last.operation);
    if (last.helper != kNoHelper) spent_[last.helper] = false;
    value_ = last.value;
    trail_.pop_back();
  }

  void toggleHashes(const Choice& choice) {
    takenHash_ ^= StateHash::of(static_cast<uint64_t>(choice.operation));
    if (choice.helper != kNoHelper)
      takenHash_ ^= StateHash::of(static_cast<uint64_t>(choice.helper));
  }

  const KeyHistory& history_;
  Lanes lanes_;
  uint64_t* budget_;
  std::vector<bool> spent_;                // Per operation: a helper that has taken effect.
  std::vector<std::vector<int>> helpers_;  // By value.
  int value_ = kAbsent;
  StateHash takenHash_;
  VisitedStates visited_;
  std::vector<Choice> trail_;    // What was taken, with the value before it.
  std::vector<Choice> choices_;  // Not tried yet, of all places.
  std::vector<Place> places_;
};

}  // namespace

Verdict findOrder(const KeyHistory& history, Ordering ordering, uint64_t* budget) {
  return OrderSearch(history, ordering, budget).run();
}

}  // namespace check
