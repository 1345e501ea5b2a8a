// Nothing is earned for nothing: what a grade must not have of a submission that lacks a part, or
// of which a part does nothing.
#pragma once

#include "grading/score/Grade.h"
#include "grading/score/TestChoice.h"

namespace grading {

// The chosen tests that are left when those of the parts that the submission lacks are gone.
TestChoice withoutLacking(const TestChoice& choice, const Grade& grade);

// Adds those that are gone, without points, so that all tests stand in the course's order.
void addLackingTests(const TestChoice& choice, Grade* grade);

// Of a finished grade: what examinations have found in a part that is ours shows nothing, nor does
// what is good in files of which a part never did what it is for.
void withholdCredit(Grade* grade);

}  // namespace grading
