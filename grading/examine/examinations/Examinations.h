// What the course's tests never ask for: the examinations, in one table. Each is a few runs, and a
// pure function from what these came to to what a student is told.
#pragma once

#include <vector>

#include "grading/confine/Trial.h"
#include "grading/examine/examinations/TrialGroups.h"
#include "grading/score/Grade.h"

namespace grading {

struct Examination {
  const char* name;   // As Finding::name.
  const char* title;  // As Finding::title.
  Part part;          // Whose work it shows.
  std::vector<TrialGroup> groups;
  // What a run lacks, a clause, so that it shows nothing; "" if it can be judged.
  std::string (*lacking)(const TrialResult& result);
  // REQUIRES: all of `results`, those of the groups, are finished. Fills in kind, text and replay.
  void (*judge)(const TrialResults& results, Finding* finding);
  bool counts = true;  // As Finding::counts.
};

// In the order in which findings are shown.
const std::vector<Examination>& examinations();

// What is found of a submission whose trials of the examination's groups came to `results`, which
// are not empty. A run that crashed is a weakness; one that took too long says nothing; where
// nothing happened, nothing was shown.
Finding findingOf(const Examination& examination, const TrialResults& results);

}  // namespace grading
