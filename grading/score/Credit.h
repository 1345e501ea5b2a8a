// Removes credit that was not earned: for a part that the submission lacks, or that does nothing.
#pragma once

#include "grading/score/Grade.h"
#include "grading/score/TestChoice.h"

namespace grading {

// Returns the chosen tests without those of the parts that the submission lacks.
TestChoice withoutLacking(const TestChoice& choice, const Grade& grade);

// Adds those tests again, without points, so that all tests are in the course's order.
void addLackingTests(const TestChoice& choice, Grade* grade);

// In a finished grade: findings about a part that is ours become `not shown`, and so do good
// findings about files of which a part never did its work.
void withholdCredit(Grade* grade);

}  // namespace grading
