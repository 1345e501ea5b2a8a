// Which operations of a search for an order are left that set a value, and which need it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"

namespace check {

class ValueSupply {
 public:
  // Borrows both.
  ValueSupply(const KeyHistory& history, Ordering ordering, const Lanes& lanes);

  // The values of the history have smaller numbers.
  int values() const { return static_cast<int>(values_.size()); }
  bool hasOptional() const { return hasOptional_; }
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

  // How many writes were looked at since the last call.
  uint64_t takeLooks() { return std::exchange(looks_, 0); }

  // Calls visit(operation) for writes that are not certain and may set this value now, whatever is
  // there. Among equivalent ones it chooses one.
  template <typename Visit>
  void forEachSetterOf(int value, Visit visit) const {
    forEachUsable(values_[value].setters, visit);
  }

  // The same for compare-and-sets that set it where they find what they expect.
  template <typename Visit>
  void forEachSwapTo(int value, Visit visit) const {
    for (const Writes& swaps : values_[value].swaps) forEachUsable(swaps, visit);
  }

  template <typename Visit>
  void forEachUnknownAppend(Visit visit) const {
    for (const int append : appends_) {
      if (isUsable(append)) visit(append);
    }
  }

 private:
  // Writes of one effect that are not certain, those that end first before the others.
  struct Writes {
    std::vector<int> operations;
    std::vector<uint64_t> firstCalls;  // By place: the first call of an operation from there on.
  };
  struct Value {
    int needsLeft = 0;          // Reads of it, and acknowledged compare-and-sets that expect it.
    int writesLeft = 0;         // Certain or not.
    Writes setters;             // Those that overwrite.
    std::vector<Writes> swaps;  // Compare-and-sets, by the expected value.
  };

  Value& of(int value);
  void addUncertain(int operation);
  bool isUsable(int write) const { return !spent_[write] && lanes_.mayTakeEffect(write); }

  void sort(Writes* writes) const;
  // The place of the first that may still take effect.
  size_t firstPlace(const Writes& writes) const;

  // If another write may come later and was called later, it is the better one to keep for later.
  template <typename Visit>
  void forEachUsable(const Writes& writes, Visit visit) const {
    uint64_t before = lanes_.firstEnd();  // Later calls cannot come next, or need not.
    std::vector<int> lanes;
    for (size_t i = firstPlace(writes); i < writes.operations.size(); ++i) {
      ++looks_;
      const int write = writes.operations[i];
      if (isInRealTime_ && writes.firstCalls[i] > before) return;
      if (history_[write].call->invoked > before || !isUsable(write)) continue;
      if (!countsLanes_) {
        before = history_[write].call->invoked - 1;
      } else if (!isNew(lanes_.laneOf(write), &lanes)) {
        continue;
      }
      visit(write);
    }
  }

  static bool isNew(int lane, std::vector<int>* lanes) {
    if (std::find(lanes->begin(), lanes->end(), lane) != lanes->end()) return false;
    lanes->push_back(lane);
    return true;
  }

  void count(int operation, int difference, bool isTaken);

  const KeyHistory& history_;
  const bool isInRealTime_;
  const Lanes& lanes_;
  std::vector<bool> spent_;  // Per operation: one that is not certain and has taken effect.
  std::vector<Value> values_;
  std::vector<int> appends_;  // Those that are not certain.
  bool hasAppends_ = false;
  bool hasOptional_ = false;
  // Writes of different sessions are not equivalent, because they are ordered in their sessions.
  bool countsLanes_ = false;
  mutable uint64_t looks_ = 0;
};

}  // namespace check
