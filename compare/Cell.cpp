#include "compare/Cell.h"

#include "check/consistency/Consistency.h"
#include "host/Check.h"

namespace compare {

namespace {

void addTo(CallSample* sum, const CallSample& calls) {
  sum->answered += calls.answered;
  sum->failed += calls.failed;
  sum->unknown += calls.unknown;
  sum->longestOutage = std::max(sum->longestOutage, calls.longestOutage);
  for (const auto& [ticks, count] : calls.latencies) sum->latencies[ticks] += count;
}

}  // namespace

Cell::Cell(const std::vector<Sample>& samples) : runs_(static_cast<int>(samples.size())) {
  CHECK(!samples.empty());
  for (const Sample& sample : samples) {
    addTo(&reads_, sample.reads);
    addTo(&writes_, sample.writes);
    ++heldBy_[static_cast<size_t>(sample.held)];
    keysWithLostWrites_ += sample.keysWithLostWrites;
    planned_ += sample.planned;
    mixTicks_ += sample.mixTicks;
    answeredInMix_ += sample.answeredInMix;
    messages_ += sample.messages;
    bytes_ += sample.bytes;
  }
}

check::Level Cell::weakestHeld() const {
  const auto found =
      std::find_if(heldBy_.begin(), heldBy_.end(), [](int runs) { return runs > 0; });
  return static_cast<check::Level>(found - heldBy_.begin());
}

double Cell::availability() const {
  return planned_ == 0 ? 1 : double(reads_.answered + writes_.answered) / planned_;
}

std::string percentile(const CallSample& calls, int percent) {
  int left = (calls.answered * percent + 99) / 100;
  for (const auto& [ticks, count] : calls.latencies) {
    left -= count;
    if (left <= 0) return std::to_string(ticks);
  }
  return "-";
}

std::string levelText(const Cell& cell) {
  const std::string name = check::levelName(cell.weakestHeld());
  if (cell.runsAtWeakest() == cell.runs()) return name;
  return name + " (" + std::to_string(cell.runsAtWeakest()) + " of " + std::to_string(cell.runs()) +
         ")";
}

}  // namespace compare
