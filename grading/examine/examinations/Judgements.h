// What is said of the runs of each examination: the functions behind Examination::judge.
#pragma once

#include "grading/confine/Trial.h"
#include "grading/score/Grade.h"

namespace grading {

void judgePrimary(const TrialResults& results, Finding* finding);
void judgeSize(const TrialResults& results, Finding* finding);
void judgeCopies(const TrialResults& results, Finding* finding);
void judgeSurplus(const TrialResults& results, Finding* finding);
void judgeCrashes(const TrialResults& results, Finding* finding);
void judgeJoins(const TrialResults& results, Finding* finding);
void judgeLoss(const TrialResults& results, Finding* finding);
void judgeDetection(const TrialResults& results, Finding* finding);
void judgeFalseRemovals(const TrialResults& results, Finding* finding);
void judgeStoreTraffic(const TrialResults& results, Finding* finding);
void judgeMembershipTraffic(const TrialResults& results, Finding* finding);
void judgeCalm(const TrialResults& results, Finding* finding);
void judgeConsistency(const TrialResults& results, Finding* finding);

}  // namespace grading
