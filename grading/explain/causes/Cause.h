// A cause of lost points, and who finds it.
//
// A recogniser takes the evidence of a case and gives a cause, or nothing. A cause comes with what
// would prove it: if what it blames were otherwise, in the log or in the run, the points would be
// there. Whether they are is found out elsewhere (Investigation.h); until then it is a suspicion.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "grading/explain/evidence/Evidence.h"
#include "grading/explain/evidence/Experiments.h"
#include "grading/explain/evidence/LogLines.h"
#include "grading/explain/evidence/Story.h"
#include "grading/score/Grade.h"

namespace grading {

// A test that lost points, and the run in which it did. Borrows.
struct Case {
  const TestGrade& test;
  const Evidence& evidence;
  const Story* story = nullptr;  // Null if the test is of the membership or was never called.
};

// Changes in the log what a cause blames, and nothing else.
using Edit = std::function<void(std::vector<LogLine>*)>;

struct Cause {
  std::string what;    // What seems to be wrong: `headline: details`.
  std::string lookAt;  // Where in the four files.
  // Which mistake it is, for programs: `old-ring`. A recogniser that tells several apart sets it;
  // otherwise it is the recogniser's name.
  std::string name = "";
  std::string recogniser = "";  // Who has found it.

  // What proves it: any of these.
  Edit edit = nullptr;      // Null: none.
  std::string edited = "";  // "with ...", what the edit does.
  std::vector<Experiment> experiments = {};
  bool isFact = false;                      // Needs no proof: the run's end, or its repetition.
  std::optional<Spot> spot = std::nullopt;  // Where the run shows it, if that is known.
};

// A spot by what a cause knows. -1 = the first such event.
Spot spotAt(Spot::Kind kind, Tick tick, PeerId peer, PeerId other = 0);
// A line's, under the key that it has.
Spot lineSpot(Spot::Kind kind, const Answer& answer, const std::string& key);

// The cause with the place where the run shows it.
Cause seenAt(Cause cause, const Spot& spot);

// The cause with its proof.
Cause provenBy(Cause cause, std::initializer_list<lab::WhatIf> experiments);
Cause provenBy(Cause cause, std::string edited, Edit edit);

struct Recogniser {
  const char* name;
  std::optional<Cause> (*recognise)(const Case&);
};

}  // namespace grading
