// Answers questions about when operations ran, each in logarithmic time. Positions are those of the
// event stream. All of them borrow the operations.
#pragma once

#include <cstdint>
#include <vector>

#include "check/consistency/History.h"

namespace check {

// Operations, to be added in order of their calls.
class Intervals {
 public:
  void add(const Operation& operation);

  // Whether one other than `id` was called up to `calledUpTo` and finished at `finishedFrom` or
  // later.
  bool hasOther(int id, uint64_t calledUpTo, uint64_t finishedFrom) const;

  // Of those called up to there, the one that finished last; nullptr if there is none.
  const Operation* lastToFinish(uint64_t calledUpTo) const;

  // The first called of those that finished at `finishedFrom` or later; nullptr if there is none.
  const Operation* firstCalled(uint64_t finishedFrom) const;

 private:
  // Of this operation and all before it, the two that finished last.
  struct Entry {
    const Operation* operation;
    const Operation* last;
    const Operation* secondLast;
  };

  const Entry* entryUpTo(uint64_t calledUpTo) const;

  std::vector<Entry> entries_;
};

// Operations; sort() before the first question.
class LatestCalls {
 public:
  void add(const Operation& operation) { entries_.push_back({&operation, &operation}); }
  void sort();

  // Of those that finished before `position`, the one that was called last; nullptr if there is
  // none.
  const Operation* latestBefore(uint64_t position) const;

 private:
  struct Entry {
    const Operation* operation;
    const Operation* latest;  // Of this and all before it, the one called last.
  };

  std::vector<Entry> entries_;
};

}  // namespace check
