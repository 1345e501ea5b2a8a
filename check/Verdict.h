// The verdict on a run: one word for all results of the checks, with the reasons.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "check/base/ProblemId.h"
#include "check/consistency/Consistency.h"

namespace check {

// The results of the checks. A check that was not made, or is not demanded, has no problems.
struct Evidence {
  ConsistencyResult consistency;
  Level demanded = Level::Linearizable;   // Up to this level a violation counts.
  std::vector<std::string> replication;   // Problems, a sentence each.
  std::vector<std::string> membership;    // Likewise.
  std::vector<std::string> availability;  // Likewise: calls that failed without a fault.
  // The ids of the first problem of each.
  ProblemId firstOfReplication;
  ProblemId firstOfMembership;
  ProblemId firstOfAvailability;
  // Calls without a line of their coordinator, if it lived to write it; lines beyond one a call.
  int unanswered = 0;
  int surplus = 0;
  std::string whyCallsProveNothing;  // "" if they prove something, or the run has none.
  bool hadFaults = false;
  int operationsTouched = 0;  // Operations that a fault touched.
};

struct Verdict {
  enum Kind : uint8_t {
    Ok,
    Violated,
    Inconclusive,  // No call could succeed, or there were faults and no call was touched by one.
    Unknown        // The search for a demanded level ran out of its budget.
  };

  Kind kind = Ok;
  // The first check that failed, or could not be decided: a level's name, "one line for each call",
  // "replicas", "membership", "available", "calls" or "exposure". "" if Ok.
  std::string check;
  ProblemId id;                       // The id of the first problem.
  std::vector<std::string> problems;  // The problems of all checks that failed.

  // 0 for Ok, 1 for Violated, 3 otherwise: the run proves nothing.
  int exitCode() const;

  // "durable: Client 2 read …": the check and its first problem. "" if Ok.
  std::string summary() const;

  // "VIOLATED: durable", and the problems, a line each.
  void print(std::ostream& out) const;
};

Verdict judge(const Evidence& evidence);

// A line for each of the first `most` problems, and one with the number of the others.
void printProblems(const std::vector<std::string>& problems, size_t most, std::ostream& out);

}  // namespace check
