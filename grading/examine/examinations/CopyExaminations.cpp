// Copies and keys after failures and joins.
#include "check/base/Wording.h"
#include "grading/examine/examinations/ExaminationParts.h"
#include "grading/examine/examinations/Judgements.h"

namespace grading {

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

namespace {

bool hasReadAll(const TrialResult& result) {
  return result.count("reads") > 0 && result.count("reads_succeeded") == result.count("reads") &&
         levelIn(result, "level_held") >= check::Level::Regular;
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

}  // namespace

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

}  // namespace grading
