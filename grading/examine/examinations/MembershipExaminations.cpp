// Failures that are noticed, and live peers that are removed.
#include "check/base/Wording.h"
#include "grading/examine/examinations/ExaminationParts.h"
#include "grading/examine/examinations/Judgements.h"

namespace grading {

namespace {

// The ticks that the course's tests give the others after a failure.
constexpr int64_t kCourseTicks = 50;

}  // namespace

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

}  // namespace grading
