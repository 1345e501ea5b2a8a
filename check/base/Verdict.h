// What a run has proved, in one word, with the reasons: what one check says of it, or all together.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "check/base/ProblemId.h"

namespace check {

struct Verdict {
  enum Kind : uint8_t {
    Ok,
    Violated,
    Inconclusive,  // No call could succeed, or there were faults and no call was touched by one.
    Unknown        // The search for a level that is demanded ran out of its budget.
  };

  Kind kind = Ok;
  // The first check that failed, or could not be decided: the name of its row (check/checks/), or a
  // consistency level's. "" if Ok.
  std::string check;
  ProblemId id;                       // Of the first problem.
  std::vector<std::string> problems;  // Of all checks that failed.
  std::vector<int> operations = {};   // The operations that the first problem is about, by id.

  // 0 Ok, 1 Violated, 3 otherwise: the run says nothing.
  int exitCode() const;

  // "durable: Client 2 read …": the check and its first problem. "" if Ok.
  std::string summary() const;

  // "VIOLATED: durable", and the problems, a line each.
  void print(std::ostream& out) const;
};

// A check's verdict that has found these problems, the first with that id: Violated, or Ok if there
// are none.
Verdict violated(const std::vector<std::string>& problems, const ProblemId& first,
                 const std::string& check = "");

// All together: what is violated, or else the first that is Unknown, or else the first that is
// Inconclusive.
Verdict joined(const std::vector<Verdict>& verdicts);

// A line for each, the first `most` of them, and one that counts the rest.
void printProblems(const std::vector<std::string>& problems, size_t most, std::ostream& out);

}  // namespace check
