#include "check/checks/ConsistencyCheck.h"

#include <sstream>

#include "check/base/Wording.h"

namespace check {

namespace {

// Operations that the searches for an order may look at.
constexpr uint64_t kSearchBudget = 20'000'000;

const char* nameOf(const Operation& operation) {
  switch (operation.form) {
    case WriteForm::CompareAndSet: return "compare-and-set";
    case WriteForm::Append: return "append";
    case WriteForm::Unconditional:
      if (operation.kind == sim::Operation::Update) return "write";
      break;
    case WriteForm::Conditional: break;
  }
  return sim::operationName(operation.kind);
}

// "  ticks 150-153, client 1 on peer 2: read k1 gave v7"; "  lines 12-15, process 3: write k1 v7"
// of a recorded history.
std::string operationLine(const Operation& operation) {
  std::ostringstream line;
  line << (operation.isRecorded() ? "  lines " : "  ticks ") << operation.invokedAt << '-';
  if (operation.finishedAt >= 0) line << operation.finishedAt;
  if (operation.isRecorded()) {
    line << ", " << operation.caller;
  } else {
    line << ", client " << operation.client << " on peer " << operation.coordinator.id;
  }
  line << ": " << nameOf(operation) << ' ' << printable(operation.key);
  const bool isRead = operation.kind == sim::Operation::Read;
  if (operation.expected) line << ' ' << printable(*operation.expected) << " to";
  if (operation.outcome == Outcome::Ok && isRead) line << " gave";
  if (!operation.value.empty()) line << ' ' << printable(operation.value);
  if (operation.outcome == Outcome::Absent) line << " found nothing";
  if (operation.outcome == Outcome::Mismatch) line << " found another value";
  if (operation.outcome == Outcome::Unknown) line << ", outcome unknown";
  return line.str();
}

// The levels below Sequential are undecided, because they have no meaning for some of the calls.
bool isUndecidedByRules(const ConsistencyResult& result) {
  return result.hasOrdersAlone && result.undecided == Level::Durable;
}

}  // namespace

Verdict judgeConsistency(const ConsistencyResult& result, Level demanded) {
  const auto& violation = result.violation;
  if (violation && violation->level <= demanded) {
    Verdict verdict = violated({violation->sentence}, {violation->kind, violation->key},
                               levelName(violation->level));
    for (const Operation& one : violation->operations) verdict.operations.push_back(one.id);
    return verdict;
  }
  if (result.undecided == Level::None || result.undecided > demanded) return {};
  const char* const why = isUndecidedByRules(result) && result.violation
                              ? "calls with compare-and-sets or appends are not judged by it"
                              : "the search ran out of its budget";
  return {Verdict::Unknown, levelName(result.undecided), {}, {why}, {}};
}

void printConsistency(const ConsistencyResult& result, Level demanded, std::ostream& out) {
  const bool isOpen = isUndecidedByRules(result);
  out << "consistency: "
      << (isOpen ? "no level is known to hold" : levelName(result.held) + " holds") << ", "
      << levelName(demanded) << " is demanded\n";
  if (isOpen) {
    out << "  of calls with compare-and-sets or appends, only sequential and linearizable are "
           "decided\n";
  } else if (result.undecided != Level::None) {
    out << "  " << levelName(result.undecided) << " was not decided\n";
  }
  if (!result.violation) return;
  out << "  " << levelName(result.violation->level) << " does not: " << result.violation->sentence
      << '\n';
  for (const Operation& operation : result.violation->operations) {
    out << "  " << operationLine(operation) << '\n';
  }
}

void ConsistencyCheck::conclude(const RunFacts& facts) {
  demanded_ = facts.demanded;
  result_ = checkConsistency(facts.operations, kSearchBudget, facts.stores, facts.design);
}

std::vector<Metric> ConsistencyCheck::metrics() const {
  const Level broken = result_.violation ? result_.violation->level : Level::None;
  return {{"level_held", static_cast<double>(result_.held)},
          {"level_broken", static_cast<double>(broken)},
          {"keys_with_lost_writes", static_cast<double>(result_.keysWithLostWrites)}};
}

}  // namespace check
