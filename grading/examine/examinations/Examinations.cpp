#include "grading/examine/examinations/Examinations.h"

#include <algorithm>
#include <string>

#include "grading/examine/examinations/ExaminationParts.h"
#include "grading/examine/examinations/Judgements.h"
#include "grading/examine/examinations/Lacking.h"

namespace grading {

namespace {

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
