// A search for a schedule that breaks the store, guided by what its runs reach (as the fuzzers of
// programs do it: Zalewski, American Fuzzy Lop; for schedules: Meng et al., Greybox Fuzzing of
// Distributed Systems, 2023).
//
// It draws schedules, then changes those that have reached something that no run before them had.
// Deterministic: the same settings and the same outcomes give the same schedules.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lab/Schedule.h"
#include "search/guided/Features.h"
#include "search/guided/Mutator.h"
#include "sim/Random.h"

namespace search {

struct GuidedSettings {
  uint64_t seed = 1;
  MutationSettings mutation;
  // Draws the schedule with this number, from 1.
  std::function<lab::Schedule(uint64_t number)> draw;
};

// A schedule that has reached something new.
struct CorpusEntry {
  lab::Schedule schedule;
  Features features;  // All that its run has reached.
  uint64_t run = 0;   // The number of its run, from 1; 0 = it was there before the search.
};

class GuidedSearch {
 public:
  explicit GuidedSearch(GuidedSettings settings);

  // The next `count` schedules to be run. Depends on what was added before.
  std::vector<lab::Schedule> next(size_t count);

  // What the run of a schedule has reached: of one that next() has returned, in the same order, or
  // of one of an earlier search, before the first next(). Returns whether something of it is new.
  bool add(const lab::Schedule& schedule, const Features& features);

  uint64_t runs() const { return runs_; }
  uint64_t runsSinceNews() const { return runs_ - lastNews_; }
  size_t reached(FeatureKind kind) const { return reached_.count(kind); }
  size_t corpusSize() const { return corpus_.size(); }

  // Some of the schedules that have together reached all that the search has, the shorter ones
  // first.
  std::vector<CorpusEntry> minimized() const;

 private:
  const CorpusEntry& choose();

  GuidedSettings settings_;
  sim::Random dice_;
  Mutator mutator_;
  FeatureSet reached_;
  std::vector<CorpusEntry> corpus_;  // In the order in which they were added.
  uint64_t drawn_ = 0;
  uint64_t runs_ = 0;
  uint64_t lastNews_ = 0;
};

}  // namespace search
