#include "check/consistency/OrderSearch.h"

#include <algorithm>
#include <memory>

#include "check/consistency/AppendedValues.h"
#include "check/consistency/ValueSupply.h"
#include "check/consistency/VisitedStates.h"

namespace check {

namespace {

// Looks at writes that cost as much as one at an operation that may come next.
constexpr uint64_t kLooksPerStep = 8;

// Whether a write that need not have had an effect has just had one, which the next operation must
// use.
enum class Owed : uint8_t {
  Nothing,
  Value,     // The next one depends on the value.
  Presence,  // Or on the key's presence: it was absent before.
};

class OrderSearch {
 public:
  OrderSearch(const KeyHistory& history, Ordering ordering, uint64_t* budget)
      : history_(history),
        lanes_(history, ordering),
        supply_(history, ordering, lanes_),
        isInRealTime_(ordering == Ordering::RealTime),
        budget_(budget) {
    if (supply_.hasAppends()) appended_ = std::make_unique<AppendedValues>(history);
  }

  OrderSearchResult run() {
    while (true) {
      takeFittingReads();
      if (lanes_.left() == 0) return OrderSearchResult::Exists;
      if (*budget_ == 0) return OrderSearchResult::Undecided;
      if (isInRealTime_) reached_ = std::max(reached_, lanes_.firstEnd());
      if (visited_.insert(stateHash()) && (!appended_ || appended_->mayFollow(value_))) enter();
      if (!takeNextChoice()) return OrderSearchResult::None;
    }
  }

  // After run(), if one exists.
  std::vector<size_t> order() const {
    std::vector<size_t> order;
    for (const Choice& choice : trail_) order.push_back(static_cast<size_t>(choice.operation));
    return order;
  }

  uint64_t reached() const { return reached_; }

 private:
  struct Choice {
    int operation;
    int value;  // The key's value afterwards.
    Owed owed;  // Likewise.
    int rank;   // The lowest of a place is tried first.
  };
  struct Place {
    size_t taken;    // Size of trail_.
    size_t choices;  // Where its choices begin in choices_.
  };

  StateHash stateHash() const {
    const uint64_t owed = static_cast<uint64_t>(owed_);
    StateHash hash = StateHash::of(history_.size() + 3 * static_cast<uint64_t>(value_) + owed);
    hash ^= takenHash_;
    return hash;
  }

  // Whether it is an operation that changes nothing, and has this result on the present value.
  bool fitsUnchanged(const KeyOperation& next) const {
    if (next.isMismatch()) return next.expected != value_;
    return next.isRead() && next.value == value_;
  }

  void takeFittingReads() {
    size_t before;
    do {
      before = trail_.size();
      lanes_.forEachNext([&](int operation) {
        if (*budget_ > 0) --*budget_;
        const bool fits = fitsUnchanged(history_[operation]);
        if (fits && !lanes_.endsChance(operation)) take({operation, value_, Owed::Nothing, 0});
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
        [](const Choice& left, const Choice& right) { return left.rank > right.rank; });
    *budget_ -= std::min(*budget_, supply_.takeLooks() / kLooksPerStep);
  }

  void addChoices(int operation) {
    const KeyOperation& next = history_[operation];
    if (fitsUnchanged(next)) {
      add(operation, value_);
      if (next.isMismatch()) addHelpersOfAll(operation);
    } else if (next.isMismatch()) {
      addHelpersOfOthers(next.expected, operation);
    } else if (next.isRead()) {
      addHelpersOf(next.value, operation);
    } else if (next.isAppend()) {
      add(operation, appended_->after(value_, operation));
      addHelpersOfAll(operation);
    } else if (next.isCompareAndSet()) {
      const bool fits = value_ == next.expected;
      if (fits && supply_.mayLeave(value_, 1)) add(operation, next.value);
      if (!fits) addHelpersOf(next.expected, operation);
    } else if (value_ == kAbsent && next.needsPresent) {
      addHelpersThatMakePresent(operation);
    } else {
      addSet(operation);
    }
  }

  // A write that overwrites what is there, or, if it is a create, may keep it.
  void addSet(int operation) {
    const KeyOperation& next = history_[operation];
    const bool usesPresence = owed_ == Owed::Presence && next.needsPresent;
    const bool mayLeave = next.value == value_ || supply_.mayLeave(value_);
    if (mayLeave && (owed_ == Owed::Nothing || usesPresence)) add(operation, next.value);
    const bool mayKeep = next.isCreate() && value_ != kAbsent && value_ != next.value;
    if (mayKeep && supply_.maySpend(next.value)) {
      choices_.push_back({operation, value_, owed_, operation});
    }
    if (next.isCreate() && supply_.hasOptional()) addHelpersOfAll(operation);
  }

  void add(int operation, int value) {
    choices_.push_back({operation, value, Owed::Nothing, operation});
  }

  // After a write that need not have had an effect.
  Owed owedAfter() const {
    const bool wasAbsent = value_ == kAbsent || owed_ == Owed::Presence;
    return wasAbsent ? Owed::Presence : Owed::Value;
  }

  // Adds writes that are not certain after which, or after further ones, the key has this value.
  // The operation `rank` needs it.
  void addHelpersOf(int value, int rank) {
    if (supply_.hasUnknownAppends()) {
      addHelpersOfAll(rank);
      return;
    }
    if (value == value_ || !supply_.mayLeave(value_)) return;
    wanted_.assign(1, value);
    for (size_t i = 0; i < wanted_.size(); ++i) {
      const int result = wanted_[i];
      supply_.forEachSetterOf(result, [&](int helper) { addHelper(helper, result, rank); });
      supply_.forEachSwapTo(result, [&](int helper) {
        const int before = history_[helper].expected;
        if (before == value_) {
          addHelper(helper, result, rank);
        } else if (std::find(wanted_.begin(), wanted_.end(), before) == wanted_.end()) {
          wanted_.push_back(before);
        }
      });
    }
  }

  void addHelpersOfOthers(int value, int rank) {
    if (supply_.hasUnknownAppends()) {
      addHelpersOfAll(rank);
      return;
    }
    for (int other = 0; other < supply_.values(); ++other) {
      if (other != value) addHelpersOf(other, rank);
    }
  }

  void addHelpersThatMakePresent(int rank) {
    if (!supply_.mayLeave(kAbsent) && history_[rank].value != kAbsent) return;
    for (int value = kUnread; value < supply_.values(); ++value) {
      const bool maySpend = value == history_[rank].value || supply_.maySpend(value);
      bool isFound = false;
      supply_.forEachSetterOf(value, [&](int helper) {
        isFound = true;
        if (maySpend) addHelper(helper, value, rank);
      });
      if (isFound && value == kUnread) return;
    }
  }

  // Adds all that can have an effect on the present value: an append may follow.
  void addHelpersOfAll(int rank) {
    for (int value = 0; value < supply_.values(); ++value) {
      supply_.forEachSetterOf(value, [&](int helper) { addHelper(helper, value, rank); });
      supply_.forEachSwapTo(value, [&](int helper) {
        if (history_[helper].expected == value_) addHelper(helper, value, rank);
      });
    }
    supply_.forEachUnknownAppend(
        [&](int helper) { addHelper(helper, appended_->after(value_, helper), rank); });
  }

  void addHelper(int helper, int value, int rank) {
    if (value == value_) return;
    if (owed_ != Owed::Nothing && !history_[helper].dependsOnValue()) return;
    for (size_t i = places_.back().choices; i < choices_.size(); ++i) {
      if (choices_[i].operation == helper) return;
    }
    choices_.push_back({helper, value, owedAfter(), rank});
  }

  bool takeNextChoice() {
    while (!places_.empty()) {
      const Place& place = places_.back();
      while (trail_.size() > place.taken) putBackLast();
      if (choices_.size() > place.choices) {
        const Choice choice = choices_.back();
        choices_.pop_back();
        take(choice);
        return true;
      }
      places_.pop_back();
    }
    return false;
  }

  // The trail gets the operation with the state before it.
  void take(const Choice& choice) {
    trail_.push_back({choice.operation, value_, owed_, 0});
    value_ = choice.value;
    owed_ = choice.owed;
    lanes_.take(choice.operation);
    supply_.take(choice.operation);
    if (appended_) appended_->take(choice.operation);
    takenHash_ ^= StateHash::of(static_cast<uint64_t>(choice.operation));
  }

  void putBackLast() {
    const Choice last = trail_.back();
    trail_.pop_back();
    value_ = last.value;
    owed_ = last.owed;
    lanes_.putBack(last.operation);
    supply_.putBack(last.operation);
    if (appended_) appended_->putBack(last.operation);
    takenHash_ ^= StateHash::of(static_cast<uint64_t>(last.operation));
  }

  const KeyHistory& history_;
  Lanes lanes_;
  ValueSupply supply_;
  std::unique_ptr<AppendedValues> appended_;  // Null if there are no appends.
  const bool isInRealTime_;
  uint64_t* budget_;
  int value_ = kAbsent;
  Owed owed_ = Owed::Nothing;
  uint64_t reached_ = 0;
  StateHash takenHash_;
  VisitedStates visited_;
  std::vector<Choice> trail_;    // The operations taken, with the state before each.
  std::vector<Choice> choices_;  // The choices of all places that are not tried yet.
  std::vector<Place> places_;
  std::vector<int> wanted_;  // By addHelpersOf(): kept for its memory.
};

}  // namespace

OrderSearchResult findOrder(const KeyHistory& history, Ordering ordering, uint64_t* budget,
                            std::vector<size_t>* order, uint64_t* reached) {
  OrderSearch search(history, ordering, budget);
  const OrderSearchResult result = search.run();
  if (result == OrderSearchResult::Exists && order != nullptr) *order = search.order();
  if (result == OrderSearchResult::None && reached != nullptr) *reached = search.reached();
  return result;
}

}  // namespace check
