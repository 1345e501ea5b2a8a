// What mistake a run with lost points looks like: the patterns that submissions show again and
// again, each with a place to look at.
//
// A recogniser takes the evidence of a case and gives a cause, or nothing. A cause comes with what
// would prove it: if what it blames were otherwise, in the log or in the run, the points would be
// there. Whether they are is found out elsewhere (Explanations.h); until then it is a suspicion.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "grading/explain/Evidence.h"
#include "grading/explain/Experiments.h"
#include "grading/explain/LogLines.h"
#include "grading/explain/Story.h"
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
  bool isFact = false;  // Needs no proof: the run's end, or its repetition.
};

// The cause with its proof.
Cause provenBy(Cause cause, std::initializer_list<lab::WhatIf> experiments);
Cause provenBy(Cause cause, std::string edited, Edit edit);

struct Recogniser {
  const char* name;
  std::optional<Cause> (*recognise)(const Case&);
};

// Those of StoreCauses.cpp, for cases with a story, and of MembershipCauses.cpp; in the order in
// which they are to be tried.
const std::vector<Recogniser>& storeCauses();
const std::vector<Recogniser>& membershipCauses();

// A live peer that is removed; the first such line of the first peer that has one.
struct FalseRemoval {
  PeerId by = 0;
  PeerId of = 0;
  Tick tick = 0;
};
std::optional<FalseRemoval> falseRemovalIn(const Evidence& evidence);

// A failed peer that is removed and then added again; ticks.
struct ReturnOfTheDead {
  PeerId by = 0;
  PeerId of = 0;
  Tick removed = 0;
  Tick again = 0;
};
std::optional<ReturnOfTheDead> returnOfTheDeadIn(const Evidence& evidence);

// All patterns that match, the most specific first.
std::vector<Cause> causesOf(const Case& lost);

// What the recogniser of that name says of the case.
std::optional<Cause> causeBy(const std::string& recogniser, const Case& lost);

// What is tried when no cause is shown, and what it would mean: it says of the run what is known,
// and not of the code.
std::vector<Cause> lastResorts(const Case& lost);

}  // namespace grading
