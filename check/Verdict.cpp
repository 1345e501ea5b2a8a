#include "check/Verdict.h"

#include <algorithm>

#include "check/base/Wording.h"

namespace check {
namespace {

constexpr size_t kProblemsPrinted = 10;

// `first` is the id of the first of these problems.
void fail(const std::string& check, const std::vector<std::string>& problems,
          const ProblemId& first, Verdict* verdict) {
  if (problems.empty()) return;
  if (verdict->kind == Verdict::Ok) {
    verdict->check = check;
    verdict->id = first;
  }
  verdict->kind = Verdict::Violated;
  verdict->problems.insert(verdict->problems.end(), problems.begin(), problems.end());
}

void judgeConsistency(const Evidence& evidence, Verdict* verdict) {
  const auto& violation = evidence.consistency.violation;
  if (!violation || violation->level > evidence.demanded) return;
  fail(levelName(violation->level), {violation->sentence}, {violation->kind, violation->key},
       verdict);
}

void judgeLines(const Evidence& evidence, Verdict* verdict) {
  std::vector<std::string> problems;
  if (evidence.unanswered > 0) {
    problems.push_back(countText(evidence.unanswered, "call", "calls") +
                       " got no line of the coordinator");
  }
  if (evidence.surplus > 0) {
    problems.push_back(countText(evidence.surplus, "line", "lines") +
                       " of coordinators beyond one for each call");
  }
  fail("one line for each call", problems,
       {evidence.unanswered > 0 ? "no line" : "surplus line", ""}, verdict);
}

bool isUndecided(const Evidence& evidence) {
  const Level undecided = evidence.consistency.undecided;
  return undecided != Level::None && undecided <= evidence.demanded;
}

const char* wordOf(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Ok: return "OK";
    case Verdict::Violated: return "VIOLATED";
    case Verdict::Inconclusive: return "INCONCLUSIVE";
    case Verdict::Unknown: return "UNKNOWN";
  }
  return "";
}

}  // namespace

Verdict judge(const Evidence& evidence) {
  Verdict verdict;
  judgeConsistency(evidence, &verdict);
  judgeLines(evidence, &verdict);
  fail("replicas", evidence.replication, evidence.firstOfReplication, &verdict);
  fail("membership", evidence.membership, evidence.firstOfMembership, &verdict);
  fail("available", evidence.availability, evidence.firstOfAvailability, &verdict);
  if (verdict.kind == Verdict::Violated) return verdict;
  if (isUndecided(evidence)) {
    const std::string name = levelName(evidence.consistency.undecided);
    return {Verdict::Unknown, name, {}, {"the search ran out of its budget"}};
  }
  if (!evidence.whyCallsProveNothing.empty()) {
    return {Verdict::Inconclusive, "calls", {}, {evidence.whyCallsProveNothing}};
  }
  if (evidence.hadFaults && evidence.operationsTouched == 0) {
    return {Verdict::Inconclusive, "exposure", {}, {"no operation was touched by a fault"}};
  }
  return verdict;
}

int Verdict::exitCode() const {
  switch (kind) {
    case Ok: return 0;
    case Violated: return 1;
    default: return 3;
  }
}

std::string Verdict::summary() const {
  return problems.empty() ? check : check + ": " + problems.front();
}

void Verdict::print(std::ostream& out) const {
  out << wordOf(kind) << (check.empty() ? "" : ": " + check) << '\n';
  printProblems(problems, kProblemsPrinted, out);
}

void printProblems(const std::vector<std::string>& problems, size_t most, std::ostream& out) {
  const size_t count = std::min(problems.size(), most);
  for (size_t i = 0; i < count; ++i) out << "  " << problems[i] << '\n';
  if (count < problems.size()) out << "  … and " << problems.size() - count << " more\n";
}

}  // namespace check
