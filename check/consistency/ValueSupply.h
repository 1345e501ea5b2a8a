// Which operations of a search for an order are left that set a value, and which need it.
#pragma once

#include <vector>

#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"

namespace check {

constexpr int kNoHelper = -1;

class ValueSupply {
 public:
  // Borrows both.
  ValueSupply(const KeyHistory& history, const Lanes& lanes);

  // The values of the history have smaller numbers.
  int values() const { return static_cast<int>(values_.size()); }
  bool hasAppends() const { return hasAppends_; }
  bool hasUnknownAppends() const { return !appends_.empty(); }

  // The operation is taken into the order, or put back.
  void take(int operation) { count(operation, -1, true); }
  void putBack(int operation) { count(operation, 1, false); }

  // Returns whether the state may leave this value: not if operations that need it are left, beside
  // `needed` that the caller has in hand, and no write could restore it.
  bool mayLeave(int value, int needed = 0) const {
    return hasAppends_ || value >= values() || values_[value].needsLeft <= needed ||
           values_[value].writesLeft > 0;
  }

  // Returns whether a write of this value may be taken without an effect that an operation needs.
  bool maySpend(int value) const {
    return hasAppends_ || values_[value].needsLeft == 0 || values_[value].writesLeft > 1;
  }

  // A write of unknown outcome that may set this value now, whatever is there; kNoHelper if there
  // is none. All such writes are equivalent from here on.
  int setterOf(int value) const { return firstUsable(values_[value].setters); }

  // Calls visit(operation) for compare-and-sets of unknown outcome that may set this value now,
  // where they find what they expect: one for each value expected.
  template <typename Visit>
  void forEachSwapTo(int value, Visit visit) const {
    for (const std::vector<int>& swaps : values_[value].swaps) {
      const int helper = firstUsable(swaps);
      if (helper != kNoHelper) visit(helper);
    }
  }

  template <typename Visit>
  void forEachUnknownAppend(Visit visit) const {
    for (const int append : appends_) {
      if (!spent_[append] && lanes_.mayTakeEffect(append)) visit(append);
    }
  }

 private:
  struct Value {
    int needsLeft = 0;         // Reads of it, and acknowledged compare-and-sets that expect it.
    int writesLeft = 0;        // Of known and unknown outcome.
    std::vector<int> setters;  // Its writes of unknown outcome that overwrite.
    std::vector<std::vector<int>> swaps;  // Its compare-and-sets of unknown outcome, by the
                                          // expected value.
  };

  Value& of(int value);
  void addUnknown(int operation);
  int firstUsable(const std::vector<int>& writes) const;
  void count(int operation, int difference, bool isTaken);

  const KeyHistory& history_;
  const Lanes& lanes_;
  std::vector<bool> spent_;  // Per operation: one of unknown outcome that has taken effect.
  std::vector<Value> values_;
  std::vector<int> appends_;  // Of unknown outcome.
  bool hasAppends_ = false;
};

}  // namespace check
