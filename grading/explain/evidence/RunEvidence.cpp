#include "grading/explain/evidence/RunEvidence.h"

#include "grading/confine/LastWords.h"
#include "host/Check.h"
#include "sim/EventText.h"

namespace grading {

namespace {

// Gives each event to both.
class Both : public sim::Sink {
 public:
  Both(sim::Sink* first, sim::Sink* second) : first_(first), second_(second) {}

  void onEvent(const sim::Event& event) override {
    first_->onEvent(event);
    second_->onEvent(event);
  }

 private:
  sim::Sink* const first_;
  sim::Sink* const second_;
};

}  // namespace

Ending endingOf(const ConfinedOutcome& outcome, const Limits& limits) {
  if (outcome.answer.size() >= limits.answerBytes) return Ending::Flood;
  if (outcome.timedOut) {
    return lastWordsOf(outcome.said).messages > 0 ? Ending::Flood : Ending::Hanging;
  }
  if (outcome.killedBy != 0) return Ending::Crashed;
  return Ending::Exited;
}

Evidence evidenceOf(const TestRun& run, const ConfinedOutcome& outcome, LogLines* lines) {
  CHECK(run.report == Report::AllEvents);
  Evidence evidence;
  Both both(&evidence, lines);
  sim::Sink* const sink = lines == nullptr ? static_cast<sim::Sink*>(&evidence) : &both;
  const bool isWhole = sim::readEvents(reportOf(run, outcome).log, sink);
  evidence.ending = isWhole ? Ending::Whole : endingOf(outcome, confinedRun(run).limits);
  evidence.signal = outcome.killedBy;
  return evidence;
}

}  // namespace grading
