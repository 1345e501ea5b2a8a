// The parts of a timeline: each tells one kind of thing that happened.
#pragma once

#include <string>
#include <vector>

#include "grading/explain/evidence/Evidence.h"
#include "grading/explain/evidence/Story.h"
#include "grading/explain/timeline/TimelineText.h"

namespace grading {

struct OperationPart {
  const char* name;
  void (*tell)(const Story& story, const Evidence& evidence, TimelineText* lines);
};

// What led to the call, and the call.
const std::vector<OperationPart>& operationParts();

// ---- Before the call (BeforeCall.cpp).

void tellFailuresBefore(const Story& story, const Evidence& evidence, TimelineText* lines);
void tellRemovalsBefore(const Story& story, const Evidence& evidence, TimelineText* lines);
void tellCopiesBefore(const Story& story, const Evidence& evidence, TimelineText* lines);

// ---- The membership (MembershipParts.cpp).

struct MembershipPart {
  const char* name;
  void (*tell)(const Evidence& evidence, TimelineText* lines);
};

struct MembershipParts {
  const char* what;  // The timeline is that of the `what`.
  std::vector<MembershipPart> parts;
};

// The parts for a test of that aspect.
const MembershipParts& membershipPartsFor(TestAspect aspect);

}  // namespace grading
