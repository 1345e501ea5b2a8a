#include "grading/examine/Examinations.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <iterator>
#include <string>

#include "check/base/Wording.h"
#include "grading/formats/Escaping.h"
#include "host/Words.h"

namespace grading {

namespace {

// ---- The runs.

// Our own nodes need a fifth of a second for it, strangers' 7 to 16: these are not waited for.
constexpr int kSecondsOfAHundredPeers = 2;

// After a failure, the course's tests give the others so many ticks.
constexpr int64_t kCourseTicks = 50;

// Ten times what three requests and their answers are.
constexpr double kManyMessagesPerOperation = 60;
// A question and an answer for each of nine others in each tick: more than all there is to ask.
constexpr double kManyMessagesPerTick = 2 * 9;

// Of a hundred calls whose three requests and answers may each be lost with probability 0.1, 90 get
// two answers without anything being sent again.
constexpr double kFewestAnsweredUnderLoss = 0.8;

// Places on the consistency ladder, as in the metrics.
constexpr int64_t kDurable = 1;
constexpr int64_t kRegular = 5;

void addTrials(Trial trial, uint64_t seeds, std::vector<Trial>* trials) {
  for (trial.seed = 1; trial.seed <= seeds; ++trial.seed) trials->push_back(trial);
}

Trial courseTrial(Scenario scenario, std::vector<std::string> settings = {}) {
  Trial trial;
  trial.conf = confFileName(scenario);
  trial.settings = std::move(settings);
  trial.scenario = scenario;
  return trial;
}

Trial laboratoryTrial(const std::string& name, bool hasSchedule) {
  Trial trial;
  trial.conf = "testcases/quality/" + name + ".conf";
  if (hasSchedule) trial.schedule = "testcases/quality/" + name + ".faults";
  return trial;
}

// ---- Words.

std::string ofSeed(const TrialResult& result) {
  return "with seed " + std::to_string(result.trial.seed);
}

// "In 2 of 5 runs"
std::string inSoMany(size_t bad, const TrialResults& results) {
  return "In " + std::to_string(bad) + " of " + check::numbered(results.size(), "run", "runs");
}

void say(Finding::Kind kind, const std::string& text, const TrialResult& shown, Finding* finding) {
  finding->kind = kind;
  finding->text = text;
  finding->replay = shown.replay;
}

using IsBad = std::function<bool(const TrialResult&)>;

struct BadRuns {
  size_t count = 0;
  const TrialResult* first = nullptr;
};

BadRuns badOf(const TrialResults& results, const IsBad& isBad) {
  BadRuns bad;
  for (const TrialResult& result : results) {
    if (!isBad(result)) continue;
    if (bad.count++ == 0) bad.first = &result;
  }
  return bad;
}

// The runs that counted some of this.
BadRuns badOf(const TrialResults& results, const char* name) {
  return badOf(results, [name](const TrialResult& result) { return result.count(name) > 0; });
}

// The result with the most of what is measured.
const TrialResult& largest(const TrialResults& results, const std::string& name) {
  return *std::max_element(results.begin(), results.end(),
                           [&](const TrialResult& left, const TrialResult& right) {
                             return left.number(name) < right.number(name);
                           });
}

double sumOf(const TrialResults& results, const std::string& name) {
  double sum = 0;
  for (const TrialResult& result : results) sum += result.number(name);
  return sum;
}

// ---- Points of the course's tests under other circumstances.

bool lostPoints(const TrialResult& result) {
  return result.score.points() < result.score.maxPoints();
}

const TestScore& firstLost(const TrialResult& result) {
  return *std::find_if(result.score.tests.begin(), result.score.tests.end(),
                       [](const TestScore& test) { return test.points < test.maxPoints; });
}

// "test 3 part 2 of the read test with seed 2: expected …"
std::string lossText(const TrialResult& result) {
  const TestScore& test = firstLost(result);
  std::string title = test.title;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return title + " of the " + std::string(scenarioName(*result.trial.scenario)) + " test " +
         ofSeed(result) + ": " + test.reason;
}

bool lostStabilization(const TrialResult& result) {
  return std::any_of(result.score.tests.begin(), result.score.tests.end(),
                     [](const TestScore& test) {
                       const bool isLate = test.name.ends_with("3b") || test.name.ends_with("4");
                       return isLate && test.points < test.maxPoints;
                     });
}

// What is wrong with whole values, which the course's script does not compare: "2 reads returned
// what nobody had written". "" for nothing.
std::string wrongValuesText(const TrialResult& result) {
  std::vector<std::string> clauses;
  if (result.count("reads_unwritten") > 0) {
    clauses.push_back(check::numbered(result.count("reads_unwritten"), "read", "reads") +
                      " returned a value that nobody had written");
  }
  if (result.count("keys_wrong") > 0) {
    clauses.push_back("replicas of " + check::numbered(result.count("keys_wrong"), "key", "keys") +
                      " hold another value than the one that was written last");
  }
  if (result.count("keys_unequal") > 0) {
    clauses.push_back("the replicas of " +
                      check::numbered(result.count("keys_unequal"), "key", "keys") +
                      " do not hold the same value");
  }
  return host::joined(clauses, "; ");
}

bool hasWrongValues(const TrialResult& result) { return !wrongValuesText(result).empty(); }

// Says so, if a run has wrong values, and returns true.
bool judgeValues(const TrialResults& results, Finding* finding) {
  const BadRuns bad = badOf(results, hasWrongValues);
  if (bad.count == 0) return false;
  say(Finding::Weak,
      inSoMany(bad.count, results) + " values are wrong. First, " + ofSeed(*bad.first) + " of " +
          bad.first->trial.conf + ": " + wrongValuesText(*bad.first) +
          ". The course's script looks for a value anywhere in a line, so it finds value8 in "
          "value8:0:0 and in value82; a client needs exactly the value that was written.",
      *bad.first, finding);
  return true;
}

void judgePrimary(const TrialResults& results, Finding* finding) {
  const BadRuns bad = badOf(results, lostPoints);
  if (bad.count == 0) {
    if (judgeValues(results, finding)) return;
    say(Finding::Good,
        "The key is read and updated as it should be also when its primary fails at 175, and the "
        "primary and secondary of that time at 225.",
        results.front(), finding);
    return;
  }
  std::string text =
      inSoMany(bad.count, results) +
      " points of the read and update tests are lost when its primary fails at 175, "
      "and the primary and secondary of that time at 225. The course lets the "
      "tertiary and the secondary fail, so that the primary is always there. First, " +
      lossText(*bad.first) + ".";
  if (lostStabilization(*bad.first)) {
    text +=
        " If copies are made by a key's primary alone, nobody makes them when it is gone: each "
        "replica has to look whether the key's other two still have it.";
  }
  say(Finding::Weak, text, *bad.first, finding);
}

void judgeSize(const TrialResults& results, Finding* finding) {
  const BadRuns bad = badOf(results, lostPoints);
  if (bad.count == 0) {
    say(Finding::Good, "The read test has all its points.", results.front(), finding);
    return;
  }
  say(Finding::Weak,
      "The read test loses points in a larger group than the course's ten: " +
          lossText(*bad.first) +
          ". Often a message with the whole member list has become too long (3,983 bytes are "
          "sent at most), or news need longer to get around.",
      *bad.first, finding);
}

// ---- Copies and keys.

void judgeCopies(const TrialResults& results, Finding* finding) {
  if (sumOf(results, "copies") == 0) {
    say(Finding::Unknown,
        "There is no key in any HashTable: the copies are kept elsewhere, where they cannot be "
        "counted. What follows of crashes and joins reads all keys instead.",
        results.front(), finding);
    return;
  }
  const BadRuns bad = badOf(results, "keys_short");
  if (bad.count == 0) {
    if (judgeValues(results, finding)) return;
    say(Finding::Good,
        "At the end of the read test, when four of ten peers have failed, each of the 100 keys has "
        "its three copies, with the value that was written.",
        results.front(), finding);
    return;
  }
  const int64_t lost = bad.first->count("keys_lost");
  const int64_t shortKeys = bad.first->count("keys_short") - lost;
  std::string found = std::to_string(shortKeys) + " have fewer than three copies";
  if (lost > 0) found = std::to_string(lost) + " have no copy left, and " + found;
  say(Finding::Weak,
      inSoMany(bad.count, results) +
          " of the read test keys have lost copies for good. At the end, " + ofSeed(*bad.first) +
          ", of " + check::numbered(bad.first->count("keys"), "key", "keys") + " " + found +
          ". The course asks for one key only. A key with "
          "one copy cannot be read (a quorum is two), and is gone with the next failure.",
      *bad.first, finding);
}

void judgeSurplus(const TrialResults& results, Finding* finding) {
  if (sumOf(results, "copies") == 0) {
    say(Finding::Unknown, "There is no key in any HashTable, so no copy can be counted.",
        results.front(), finding);
    return;
  }
  const BadRuns bad = badOf(results, "keys_surplus");
  if (bad.count == 0) {
    say(Finding::Good, "After failures and joins no peer keeps a key that is no longer its own.",
        results.back(), finding);
    return;
  }
  say(Finding::Weak,
      "At the end, " + check::numbered(bad.first->count("keys_surplus"), "key", "keys") + " of " +
          std::to_string(bad.first->count("keys")) +
          " have copies on peers that are none of their replicas, " + ofSeed(*bad.first) + " of " +
          bad.first->trial.conf +
          ". No delete or update reaches these: when the ring changes again, a deleted key or an "
          "old value can come back from there. A peer should delete a key that is no longer its "
          "own once the three replicas have it.",
      *bad.first, finding);
}

bool hasReadAll(const TrialResult& result) {
  return result.count("reads") > 0 && result.count("reads_succeeded") == result.count("reads") &&
         result.count("level_held") >= kRegular;
}

// "31 of 100 keys could not be read", or were read wrongly.
std::string readsText(const TrialResult& result) {
  const int64_t failed = result.count("reads") - result.count("reads_succeeded");
  if (failed > 0) {
    return std::to_string(failed) + " of " + check::numbered(result.count("reads"), "key", "keys") +
           " cannot be read";
  }
  return result.count("reads") == 0 ? "no key could be asked for" : "keys have wrong values";
}

void judgeCrashes(const TrialResults& results, Finding* finding) {
  const TrialResult& result = results.front();
  if (hasReadAll(result)) {
    say(Finding::Good,
        "All keys can be read after two neighbours on the ring have crashed, 150 ticks apart.",
        result, finding);
    return;
  }
  say(Finding::Weak,
      "After two neighbours on the ring have crashed, 150 ticks apart, " + readsText(result) +
          ". One crash at a time, with time to make new copies in between, must not cost a key. "
          "The course reads a single one, whose primary stays.",
      result, finding);
}

void judgeJoins(const TrialResults& results, Finding* finding) {
  const TrialResult& result = results.front();
  const int64_t unknown = result.count("joins_unknown");
  if (hasReadAll(result) && unknown == 0) {
    say(Finding::Good,
        "A peer that comes back empty, and one that joins late, get their keys: all can be read.",
        result, finding);
    return;
  }
  std::string text =
      "A peer crashes at 150 and is back, empty, at 280; another joins at 400. After that ";
  text += hasReadAll(result) ? "all keys can be read" : readsText(result);
  if (unknown > 0) {
    text += "; " + check::numbered(unknown, "peer", "peers") +
            " and the others do not all know each other";
  }
  text +=
      ". In the course all peers join before the first key is created. Who becomes a key's replica "
      "because it joins needs a copy as much as one that does so because another has failed.";
  say(Finding::Weak, text, result, finding);
}

// ---- Lost messages.

double answeredShare(const TrialResults& results) {
  const double calls = sumOf(results, "operations");
  return calls == 0 ? 0 : sumOf(results, "operations_succeeded") / calls;
}

void judgeLoss(const TrialResults& results, Finding* finding) {
  const double calls = sumOf(results, "operations");
  const auto unanswered = static_cast<int64_t>(sumOf(results, "operations_unanswered"));
  const BadRuns silent = badOf(results, "operations_unanswered");
  const std::string both =
      "One message in ten is lost, of both networks (the store's is not told from the "
      "membership's). ";
  const std::string share = decimalText(100 * answeredShare(results), 0) + " % of " +
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

// ---- The membership.

void judgeDetection(const TrialResults& results, Finding* finding) {
  const BadRuns blind = badOf(results, "crashes_unnoticed");
  const TrialResult& slowest = largest(results, "detection_ticks");
  const int64_t ticks = slowest.count("detection_ticks");
  const std::string within = "within " + check::numbered(ticks, "tick", "ticks");
  if (blind.count > 0) {
    say(Finding::Weak,
        inSoMany(blind.count, results) +
            " of the membership tests a failed peer is not removed by all others until the end. "
            "Who keeps it in the list keeps it in the ring, and sends it copies that are lost.",
        *blind.first, finding);
  } else if (ticks > kCourseTicks) {
    say(Finding::Weak,
        "Until all have removed a failed peer it takes up to " + std::to_string(ticks) +
            " ticks. The key-value tests give 50 ticks between one failure and the next: beyond "
            "that, they let more replicas fail than are left, and points are lost by chance.",
        slowest, finding);
  } else {
    say(Finding::Good, "All others have removed a failed peer " + within + ".", slowest, finding);
  }
}

void judgeFalseRemovals(const TrialResults& results, Finding* finding) {
  const auto removals = static_cast<int64_t>(sumOf(results, "false_removals"));
  const BadRuns bad = badOf(results, "false_removals");
  if (bad.count == 0) {
    say(Finding::Good,
        "No peer that was up was removed, not even where a tenth of all messages is lost.",
        results.back(), finding);
    return;
  }
  say(Finding::Weak,
      inSoMany(bad.count, results) + " peers are removed that are up, " +
          check::numbered(removals, "time", "times") + " in all; first in " +
          bad.first->trial.conf + " " + ofSeed(*bad.first) +
          ". The course does not look at that where messages are lost. Each false removal changes "
          "the ring, and moves keys that need not move.",
      *bad.first, finding);
}

// ---- Traffic.

void judgeStoreTraffic(const TrialResults& results, Finding* finding) {
  const double calls = sumOf(results, "operations");
  const double messages = sumOf(results, "store_messages_sent") / calls;
  const double bytes = sumOf(results, "store_bytes_sent") / calls;
  const std::string text = decimalText(messages, 1) + " messages and " + decimalText(bytes, 0) +
                           " bytes for each operation of the read test, with all that is sent "
                           "when peers fail; three requests and their answers are 6.";
  const bool isMuch = messages > kManyMessagesPerOperation;
  say(isMuch ? Finding::Weak : Finding::Good,
      isMuch ? text +
                   " Copies that are sent again and again, to peers that have them, are the "
                   "usual reason."
             : text,
      results.front(), finding);
}

void judgeMembershipTraffic(const TrialResults& results, Finding* finding) {
  const double runs = static_cast<double>(results.size());
  const double messages = sumOf(results, "membership_messages") / runs;
  const double bytes = sumOf(results, "membership_bytes") / runs;
  const std::string text = "Each peer sends " + decimalText(messages, 1) + " messages and " +
                           decimalText(bytes, 0) + " bytes in a tick, in a group of ten.";
  const bool isMuch = messages > kManyMessagesPerTick;
  say(isMuch ? Finding::Weak : Finding::Good,
      isMuch ? text + " That is more than a question to each other peer and its answer."
             : text + " A tick to everybody is 9.",
      results.front(), finding);
}

// ---- Consistency.

struct Rung {
  const char* name;
  const char* broken;  // What was seen when it broke.
};

// By the place on the ladder.
constexpr Rung kLadder[] = {
    {"none", ""},
    {"durable",
     "a write that had been acknowledged was lost: nobody read it any more, and no replica had it"},
    {"no-resurrection", "a key that had been deleted came back"},
    {"read-your-writes", "a client did not read what it had just written"},
    {"monotonic-reads", "a client read a value, and after that an older one"},
    {"regular", "a read returned an old value, though a newer one had been acknowledged"},
    {"sequential", "two clients saw updates in different orders"},
    {"linearizable", "a read returned an old value after another had returned the new one"}};

const Rung& rungAt(int64_t place) {
  constexpr int64_t kLast = static_cast<int64_t>(std::size(kLadder)) - 1;
  return kLadder[std::clamp<int64_t>(place, 0, kLast)];
}

const TrialResult& weakestOf(const TrialResults& results) {
  return *std::min_element(results.begin(), results.end(),
                           [](const TrialResult& left, const TrialResult& right) {
                             return left.number("level_held") < right.number("level_held");
                           });
}

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
            rungAt(wrong.first->count("level_broken")).broken +
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
  const int64_t held = weakest.count("level_held");
  const std::string faults = " with crashes, late and lost messages and short partitions, in " +
                             check::numbered(results.size(), "run", "runs");
  const Rung& broken = rungAt(weakest.count("level_broken"));
  std::string seen;
  if (weakest.count("level_broken") > 0) {
    seen = " " + check::capitalised(ofSeed(weakest)) + " `" + broken.name +
           "` broke: " + broken.broken + " (docs/consistency.md explains the levels).";
  }
  if (held >= kDurable) {
    say(Finding::Good,
        std::string("Holds `") + rungAt(held).name + "`" + faults +
            (held >= kRegular ? "." : ": no acknowledged write is lost.") + seen,
        weakest, finding);
    return;
  }
  say(Finding::Weak,
      "Does not even hold `durable`, the least that a store promises," + faults + "." + seen,
      weakest, finding);
}

// ---- What must have happened in a run, or it shows nothing.
//
// Each returns what is lacking, a clause; "" if the run can be judged.

std::string lackingMembers(const TrialResult& result) {
  return result.count("others_added") > 0 ? "" : "no peer ever listed another";
}

std::string lackingCalls(const TrialResult& result) {
  if (result.count("operations_succeeded") == 0) return "no client call succeeded";
  if (result.count("store_messages_to_others") == 0) {
    return "no peer sent another one a message of the store";
  }
  return "";
}

std::string lackingReads(const TrialResult& result) {
  const std::string lacking = lackingCalls(result);
  if (!lacking.empty()) return lacking;
  return result.count("reads_succeeded") > 0 ? "" : "no read succeeded";
}

std::string lackingListedCrash(const TrialResult& result) {
  const std::string lacking = lackingMembers(result);
  if (!lacking.empty()) return lacking;
  return result.count("crashes_listed") > 0 ? "" : "nobody listed a peer that failed";
}

std::string lackingRemovals(const TrialResult& result) {
  const std::string lacking = lackingMembers(result);
  if (!lacking.empty()) return lacking;
  return result.count("removals") > 0 ? "" : "no peer was ever removed, not even one that failed";
}

// Says that nothing was shown, if none of the runs can be judged, or if all is good but for those
// that cannot.
void withholdIfNothingHappened(const Examination& examination, const TrialResults& results,
                               Finding* finding) {
  const BadRuns silent = badOf(
      results, [&](const TrialResult& result) { return !examination.lacking(result).empty(); });
  const bool isDecisive = silent.count == results.size() || finding->kind == Finding::Good;
  if (silent.count == 0 || !isDecisive) return;
  say(Finding::NotShown,
      inSoMany(silent.count, results) +
          " nothing happened that could be judged: " + examination.lacking(*silent.first) + ".",
      *silent.first, finding);
}

// ---- Runs that say nothing, or all.

// The first that ended so; nullptr if none did.
const TrialResult* firstEnding(const TrialResults& results, TrialResult::Ending ending) {
  const auto found =
      std::find_if(results.begin(), results.end(),
                   [ending](const TrialResult& result) { return result.ending == ending; });
  return found == results.end() ? nullptr : &*found;
}

bool judgeEndings(const TrialResults& results, Finding* finding) {
  if (const TrialResult* broken = firstEnding(results, TrialResult::Broken)) {
    say(Finding::Weak,
        "Of " + broken->trial.conf + ", " + ofSeed(*broken) + ": " + broken->note + ".", *broken,
        finding);
  } else if (const TrialResult* late = firstEnding(results, TrialResult::OutOfTime)) {
    say(Finding::Unknown,
        "A run takes more than " + std::to_string(late->trial.seconds) +
            " s of computing: it was not waited for. The replay runs to its end.",
        *late, finding);
  } else if (firstEnding(results, TrialResult::NotTried) != nullptr) {
    say(Finding::Unknown, "It was not tried: another run did not end in time.", results.front(),
        finding);
    finding->replay.clear();
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::vector<Trial> trialsOf(TrialGroup group) {
  std::vector<Trial> trials;
  switch (group) {
    case TrialGroup::HundredPeers: {
      Trial trial = courseTrial(Scenario::Read, {"MAX_NNB=100"});
      trial.seconds = kSecondsOfAHundredPeers;
      addTrials(trial, 1, &trials);
      break;
    }
    case TrialGroup::Calm: addTrials(laboratoryTrial("calm", false), 3, &trials); break;
    case TrialGroup::FirstReplicasFail:
      addTrials(courseTrial(Scenario::Read, {"FAIL_REPLICAS=first"}), 3, &trials);
      addTrials(courseTrial(Scenario::Update, {"FAIL_REPLICAS=first"}), 3, &trials);
      break;
    case TrialGroup::Read: addTrials(courseTrial(Scenario::Read), 5, &trials); break;
    // Their schedules are fixed: further seeds would show the same.
    case TrialGroup::Crashes: addTrials(laboratoryTrial("crashes", true), 1, &trials); break;
    case TrialGroup::Joins: addTrials(laboratoryTrial("joins", true), 1, &trials); break;
    case TrialGroup::Loss: addTrials(laboratoryTrial("loss", false), 3, &trials); break;
    case TrialGroup::ThirtyPeers:
      addTrials(courseTrial(Scenario::Read, {"MAX_NNB=30"}), 1, &trials);
      break;
    case TrialGroup::Membership:
      addTrials(courseTrial(Scenario::SingleFailure), 3, &trials);
      addTrials(courseTrial(Scenario::MultiFailure), 3, &trials);
      break;
    case TrialGroup::MembershipUnderLoss:
      addTrials(courseTrial(Scenario::MsgDropSingleFailure), 3, &trials);
      break;
    case TrialGroup::Chaos: {
      Trial trial;
      trial.conf = "testcases/course-chaos.conf";
      addTrials(trial, 5, &trials);
      break;
    }
  }
  return trials;
}

using Group = TrialGroup;

const std::vector<Examination> kExaminations = {
    {"calm", "Without any fault", Part::Store, {Group::Calm}, lackingReads, judgeCalm},
    {"primary-dies",
     "The primary fails first",
     Part::Store,
     {Group::FirstReplicasFail},
     lackingCalls,
     judgePrimary},
    {"copies",
     "Copies of all keys after failures",
     Part::Store,
     {Group::Read},
     lackingCalls,
     judgeCopies},
    {"surplus",
     "Copies where they do not belong",
     Part::Store,
     {Group::Read, Group::Joins},
     lackingCalls,
     judgeSurplus},
    {"crashes",
     "All keys after two crashes",
     Part::Store,
     {Group::Crashes},
     lackingCalls,
     judgeCrashes},
    {"joins", "Peers that join late", Part::Store, {Group::Joins}, lackingCalls, judgeJoins},
    {"loss", "Lost messages", Part::Store, {Group::Loss}, lackingCalls, judgeLoss},
    {"peers-30", "30 peers", Part::Store, {Group::ThirtyPeers}, lackingCalls, judgeSize},
    // Whether that is found out in time depends on the machine, and points must not.
    {"peers-100", "100 peers", Part::Store, {Group::HundredPeers}, lackingCalls, judgeSize, false},
    {"detection",
     "Time to notice a failure",
     Part::Membership,
     {Group::Membership, Group::MembershipUnderLoss},
     lackingListedCrash,
     judgeDetection},
    {"false-removals",
     "Live peers that are removed",
     Part::Membership,
     {Group::Membership, Group::MembershipUnderLoss},
     lackingRemovals,
     judgeFalseRemovals},
    {"store-traffic",
     "What the store sends",
     Part::Store,
     {Group::Read},
     lackingCalls,
     judgeStoreTraffic},
    {"membership-traffic",
     "What the membership sends",
     Part::Membership,
     {Group::Membership},
     lackingMembers,
     judgeMembershipTraffic},
    {"consistency",
     "What clients can rely on",
     Part::Store,
     {Group::Chaos},
     lackingReads,
     judgeConsistency},
};

const std::vector<Examination>& examinations() { return kExaminations; }

Finding findingOf(const Examination& examination, const TrialResults& results) {
  Finding finding;
  finding.name = examination.name;
  finding.title = examination.title;
  finding.counts = examination.counts;
  finding.part = examination.part;
  if (judgeEndings(results, &finding)) return finding;
  examination.judge(results, &finding);
  withholdIfNothingHappened(examination, results, &finding);
  return finding;
}

}  // namespace grading
