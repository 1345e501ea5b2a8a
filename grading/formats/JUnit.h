// A grade as a JUnit report, for build servers: a suite for each scenario, a case for each test. A
// test that lost points is a failure, a test that could not run is an error. The findings have a
// suite of their own: a weak finding is a failure if the grade is strict; otherwise it passes, and
// system-out has its text. An unknown finding is skipped. A pure function.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string jUnit(const Grade& grade);

}  // namespace grading
