// The operations that a partial order has not taken yet, and which of them may come next.
//
// A lane is a list of calls and ends in the order of the event stream (Wing, Gong: Testing and
// Verifying Concurrent Objects, 1993): its next operation is one whose call precedes the first end.
// With all operations in one lane, this is real-time order; with a lane for each session, it is the
// order within each session. A write that is not certain, of unknown outcome or optional, need not
// be taken: it has a lane, but no entry in the list.
#pragma once

#include <cstdint>
#include <vector>

#include "check/consistency/KeyHistory.h"

namespace check {

enum class Ordering : uint8_t {
  RealTime,
  Sessions  // Each operation of client 0 is a session of its own.
};

class Lanes {
 public:
  // Borrows the history.
  Lanes(const KeyHistory& history, Ordering ordering);

  // The number of certain operations that are left.
  int left() const { return left_; }

  // Calls visit(index) for each certain operation that may come next. `visit` may take
  // that same operation.
  template <typename Visit>
  void forEachNext(Visit visit) const {
    for (int head : heads_) {
      for (int entry = next_[head]; isCall(entry);) {
        const int before = previous_[entry];
        visit(operationOf_[entry]);
        // Finds the first entry not visited: `entry` is gone if it was taken.
        entry = next_[before] == entry ? next_[entry] : next_[before];
      }
    }
  }

  // putBack() undoes the last take() that is not undone yet.
  void take(int operation);
  void putBack(int operation);

  // Returns whether a write that is not certain may come next: all that precede it are taken, and
  // none that it precedes.
  bool mayTakeEffect(int operation) const;

  // Returns whether an optional write might come next now and could not after this operation, which
  // it precedes. If in doubt, true.
  bool endsChance(int operation) const;

  int laneOf(int operation) const { return laneOf_[operation]; }

  // In real time: the first end of the certain operations that are left; UINT64_MAX if there is
  // none, or with sessions.
  uint64_t firstEnd() const;
  // In real time: the latest call of the operations taken.
  uint64_t latestCall() const { return latestCall_.empty() ? 0 : latestCall_.front(); }

 private:
  static constexpr int kEnd = -1;   // No entry follows.
  static constexpr int kNone = -1;  // operationOf_: an end, or the head of a lane.

  bool isCall(int entry) const { return entry != kEnd && operationOf_[entry] != kNone; }
  void append(int operation, bool isCall, int* last);
  void unlink(int entry);
  void relink(int entry);

  const KeyHistory& history_;
  const bool isInRealTime_;
  int left_ = 0;
  std::vector<int> heads_;                           // Per lane.
  std::vector<std::vector<uint64_t>> optionalEnds_;  // Per lane, ascending.
  std::vector<uint64_t> latestCall_;                 // Per lane: of the operations taken.
  std::vector<uint64_t> latestBefore_;               // For each operation taken, in their order.
  std::vector<int> laneOf_, callOf_, endOf_;         // Per operation.
  std::vector<int> next_, previous_, operationOf_;   // Per entry.
  std::vector<uint64_t> position_;                   // Per entry.
};

}  // namespace check
