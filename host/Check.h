// Checks that stay on in every build: of what a function requires of its caller, and of what must
// hold between two steps.
//
// A function checks its requirements at the start of its definition, one CHECK for each clause that
// its header's REQUIRES has (clauses are separated by semicolons). What is not checked is a duty of
// the caller, listed in docs/duties.md; tests/checks/requires.sh compares the three. Never of what
// a submission passes to the course's classes: its run goes on, as it would in the course.
#pragma once

#include <string>

namespace host {

// Says on stderr what is wrong, where the run is (RunPosition.h) and how to repeat it, and aborts:
//   check failed: keys >= 1 (lab/KeyPopularity.cpp:23)
//     at tick 150, in peer 4's MP2Node::clientRead; seed 7
//     replay: ./Application testcases/chaos.conf --seed 7
// Where early ends are reported elsewhere (EarlyEnd.h), the condition becomes a part of that
// report.
[[noreturn, gnu::cold]] void failCheck(const char* condition, const char* file, int line);

// From now on a failed check names this seed, or range of seeds, and this command.
void registerReplay(const std::string& seed, const std::string& command);

}  // namespace host

// Aborts unless the condition is true. Has a cost in every build: not for what takes long to find
// out.
#define CHECK(condition) \
  (static_cast<bool>(condition) ? void() : host::failCheck(#condition, __FILE__, __LINE__))
