// What clients can rely on: without a fault, with lost messages, and with all faults.
#include <algorithm>
#include <array>
#include <string>

#include "check/base/Wording.h"
#include "grading/examine/examinations/ExaminationParts.h"
#include "grading/examine/examinations/Judgements.h"
#include "notation/Escaping.h"

namespace grading {

namespace {

// Of a hundred calls whose three requests and answers may each be lost with probability 0.1, 90 get
// two answers without anything being sent again.
constexpr double kFewestAnsweredUnderLoss = 0.8;

double answeredShare(const TrialResults& results) {
  const double calls = sumOf(results, "operations");
  return calls == 0 ? 0 : sumOf(results, "operations_succeeded") / calls;
}

}  // namespace

void judgeLoss(const TrialResults& results, Finding* finding) {
  const double calls = sumOf(results, "operations");
  const auto unanswered = static_cast<int64_t>(sumOf(results, "operations_unanswered"));
  const BadRuns silent = badOf(results, "operations_unanswered");
  const std::string both =
      "One message in ten is lost, of both networks (the store's is not told from the "
      "membership's). ";
  const std::string share = notation::decimalText(100 * answeredShare(results), 0) + " % of " +
                            check::numbered(static_cast<int64_t>(calls), "call", "calls") +
                            " succeed";
  if (silent.count > 0) {
    say(Finding::Weak,
        both + share + ", and " + std::to_string(unanswered) +
            " get no answer at all: the coordinator logs neither success nor fail. It has to end "
            "each of its operations, by a time-out if need be.",
        *silent.first, finding);
    return;
  }
  if (answeredShare(results) < kFewestAnsweredUnderLoss) {
    say(Finding::Weak,
        both + share +
            ", each of the others fails. Two of three replicas are enough for a quorum, and a "
            "coordinator may send again what was not answered: 80 % should succeed.",
        results.front(), finding);
    return;
  }
  say(Finding::Good, both + share + ", and each has its answer.", results.front(), finding);
}

namespace {

// What was seen when a level broke, by level.
constexpr std::array kSeenBroken = {
    "",
    "a write that had been acknowledged was lost: nobody read it any more",
    "a key that had been deleted came back",
    "a client did not read what it had just written",
    "a client read a value, and after that an older one",
    "a read returned an old value, though a newer one had been acknowledged",
    "two clients saw updates in different orders",
    "a read returned an old value after another had returned the new one"};
static_assert(kSeenBroken.size() == check::kLevelCount);

// Where the store keeps its copies elsewhere than in a HashTable, nobody knows who has one.
std::string seenBroken(check::Level level, const TrialResult& result) {
  const bool seesTables = result.count("copies") > 0;
  return std::string(kSeenBroken[static_cast<size_t>(level)]) +
         (level == check::Level::Durable && seesTables ? ", and no replica had it" : "");
}

std::string quoted(check::Level level) {
  return std::string("`") + check::kLevelNames[static_cast<size_t>(level)] + "`";
}

const TrialResult& weakestOf(const TrialResults& results) {
  return *std::min_element(results.begin(), results.end(),
                           [](const TrialResult& left, const TrialResult& right) {
                             return left.number("level_held") < right.number("level_held");
                           });
}

}  // namespace

void judgeCalm(const TrialResults& results, Finding* finding) {
  const std::string scene =
      "One client reads, updates, creates and deletes ten keys, one call after the other, and "
      "nothing fails. ";
  const BadRuns silent = badOf(results, "operations_unanswered");
  const BadRuns wrong = badOf(results, "level_broken");
  const BadRuns unwritten = badOf(results, "reads_unwritten");
  const BadRuns refused = badOf(results, "reads_refused");
  if (unwritten.count > 0) {
    say(Finding::Weak,
        scene + "Even so, " + ofSeed(*unwritten.first) + ", " +
            check::numbered(unwritten.first->count("reads_unwritten"), "read", "reads") +
            " returned a value that nobody had written. The course's tests look for the value "
            "anywhere in a line, not at whether a read returns exactly what was written.",
        *unwritten.first, finding);
  } else if (wrong.count > 0) {
    say(Finding::Weak,
        scene + "Even so, " + ofSeed(*wrong.first) + ", " +
            seenBroken(levelIn(*wrong.first, "level_broken"), *wrong.first) +
            ". The course's tests look at the lines that are logged, not at whether a read finds "
            "what was written.",
        *wrong.first, finding);
  } else if (silent.count > 0) {
    say(Finding::Weak,
        scene + "Even so, " +
            check::numbered(silent.first->count("operations_unanswered"), "call", "calls") +
            " got no answer, " + ofSeed(*silent.first) + ".",
        *silent.first, finding);
  } else if (refused.count > 0) {
    say(Finding::Weak,
        scene + "Even so, " +
            check::numbered(refused.first->count("reads_refused"), "read", "reads") +
            " of a key that was there failed, " + ofSeed(*refused.first) + ".",
        *refused.first, finding);
  } else {
    say(Finding::Good, scene + "Each read finds what was written last.", results.front(), finding);
  }
}

void judgeConsistency(const TrialResults& results, Finding* finding) {
  const TrialResult& weakest = weakestOf(results);
  const check::Level held = levelIn(weakest, "level_held");
  const check::Level broken = levelIn(weakest, "level_broken");
  const std::string faults = " with crashes, late and lost messages and short partitions, in " +
                             check::numbered(results.size(), "run", "runs");
  std::string seen;
  if (broken != check::Level::None) {
    seen = " " + check::capitalised(ofSeed(weakest)) + " " + quoted(broken) +
           " broke: " + seenBroken(broken, weakest) + " (docs/consistency.md explains the levels).";
  }
  if (held >= check::Level::Durable) {
    say(Finding::Good,
        "Holds " + quoted(held) + faults +
            (held >= check::Level::Regular ? "." : ": no acknowledged write is lost.") + seen,
        weakest, finding);
    return;
  }
  say(Finding::Weak,
      "Does not even hold `durable`, the least that a store promises," + faults + "." + seen,
      weakest, finding);
}

}  // namespace grading
