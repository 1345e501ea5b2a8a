// What mistake a run with lost points looks like: the patterns that submissions show again and
// again, each with a place to look at.
//
// A recogniser takes the evidence of a case and gives a cause, or nothing. They are tried from the
// most specific to the most general, and the first that matches speaks: a guess, and called one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "grading/Evidence.h"
#include "grading/Grade.h"
#include "grading/Story.h"

namespace grading {

// A test that lost points, and the run in which it did. Borrows.
struct Case {
  const TestGrade& test;
  const Evidence& evidence;
  const Story* story = nullptr;  // Null if the test is of the membership or was never called.
};

struct Cause {
  std::string what;    // What seems to be wrong; a sentence or two.
  std::string lookAt;  // Where in the four files.
  // Which mistake it is, for programs: `old-ring`. A recogniser that tells several apart sets it;
  // otherwise it is the recogniser's name.
  std::string name = "";
};

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

// Nothing if no pattern matches.
std::optional<Cause> likelyCause(const Case& lost);

}  // namespace grading
