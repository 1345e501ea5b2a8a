// Why a test lost its points, in a student's words: what happened in the run, and what mistake that
// shows.
#pragma once

#include <string>
#include <vector>

#include "grading/explain/evidence/Evidence.h"
#include "grading/explain/Investigation.h"
#include "grading/score/Grade.h"

namespace grading {

// All are lines of at most 76 columns, or "" if there is nothing to say, and pure functions; any
// evidence will do.

// What happened, tick by tick; about a dozen lines. `evidence` is of the test's worst run.
std::string timelineOf(const TestGrade& test, const Evidence& evidence);

// How a test's causes stand to those that are explained at the top (StartHere.h).
enum class AtTop : uint8_t {
  Nothing,  // There are none.
  This,     // It is one of them: what is particular to this test remains to be said.
  Others
};

// The causes, how they were shown, and where to look.
std::string causesText(const Conclusion& conclusion, AtTop atTop);

// For a run that came out otherwise when it was made again.
std::string unrepeatableText();

// For causes that experiments show, of a test whose run differs in another memory. "" if a fact is
// among them: that needs no experiment.
std::string memoryDoubtText(const Conclusion& conclusion);

// `cause`, how it was shown and where to look.
std::string causeText(const NamedCause& named);

}  // namespace grading
