// A grade as a JUnit report, for build servers: a suite for each scenario, a case for each test. A
// test that lost points is a failure, one that could not run an error. The findings are a suite of
// their own: a weak one is a failure if the grade is strict, else it has passed and system-out says
// what was found; an unknown one was skipped. A pure function.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string jUnit(const Grade& grade);

}  // namespace grading
