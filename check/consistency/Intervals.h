// Finds operations by the times of their calls and ends, in logarithmic time. Positions are those
// of the event stream. All classes borrow the operations.
#pragma once

#include <cstdint>
#include <vector>

#include "check/consistency/History.h"

namespace check {

// Operations. Add them in the order of their calls.
class Intervals {
 public:
  void add(const Operation& operation);

  // Returns whether an operation other than `id` was called up to `calledUpTo` and finished at
  // `finishedFrom` or later.
  bool hasOther(int id, uint64_t calledUpTo, uint64_t finishedFrom) const;

  // Of the operations called up to `calledUpTo`, the one that finished last; nullptr if there is
  // none.
  const Operation* lastToFinish(uint64_t calledUpTo) const;

  // Of the operations that finished at `finishedFrom` or later, the one called first; nullptr if
  // there is none.
  const Operation* firstCalled(uint64_t finishedFrom) const;

 private:
  // The two operations that finished last among this one and all before it.
  struct Entry {
    const Operation* operation;
    const Operation* last;
    const Operation* secondLast;
  };

  const Entry* entryUpTo(uint64_t calledUpTo) const;

  std::vector<Entry> entries_;
};

// Operations. Call sort() before the first query.
class LatestCalls {
 public:
  void add(const Operation& operation) { entries_.push_back({&operation, &operation}); }
  void sort();

  // Of the operations that finished before `position`, the one called last; nullptr if there is
  // none.
  const Operation* latestBefore(uint64_t position) const;

 private:
  struct Entry {
    const Operation* operation;
    const Operation* latest;  // The one called last among this one and all before it.
  };

  std::vector<Entry> entries_;
};

}  // namespace check
