// Where to look in a test's worst run: the events that show why it lost points. Pure functions; any
// evidence will do.
#pragma once

#include <vector>

#include "grading/explain/evidence/Evidence.h"
#include "grading/explain/evidence/Story.h"
#include "grading/score/Grade.h"

namespace grading {

// The most telling first; empty if nothing is known. `seen` is the spot that the test's cause has
// named, if it has.
std::vector<Spot> spotsOf(const TestGrade& test, const Evidence& evidence,
                          const std::optional<Spot>& seen);

// The first thing that is not as the test needs it, of a test of the store.
Spot storeSpot(const Story& story, const TestGrade& test);

// The same of a test of the membership; nothing if its lines are all there.
std::optional<Spot> membershipSpot(TestAspect aspect, const Evidence& evidence);

}  // namespace grading
