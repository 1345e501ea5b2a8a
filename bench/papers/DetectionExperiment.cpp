#include "bench/papers/DetectionExperiment.h"

#include <algorithm>
#include <string>
#include <vector>

#include "MP1Node.h"
#include "bench/papers/HeartbeatSpread.h"
#include "bench/papers/MembershipGroup.h"
#include "bench/papers/TextTable.h"
#include "stores/epidemic/EpidemicPlan.h"

namespace papers {

namespace {

using Design = MembershipGroup::Design;

constexpr unsigned long long kSeed = 1;
const std::vector<int> kSizes = {10, 100, 1000};
const std::vector<double> kLosses = {0, 0.1, 0.3};

// After how many ticks of silence a member is removed.
int timeoutOf(Design design, const MembershipGroup& group) {
  if (design == Design::Epidemic) return epidemic::EpidemicPlan::of(group.params()).timeout;
  const int zone = std::min<int>(group.size(), mp1::HeartbeatTable::kSlots);
  return mp1::GossipPlan::forGroup(zone).tremove;
}

void addRow(Design design, int size, double loss, int crashes, TextTable* table) {
  MembershipGroup group(size, kSeed, design);
  group.form();
  group.loseMessages(loss);
  const int before = group.now();
  const DetectionTimes times = measureDetection(&group, crashes, kSeed);
  table->add({design == Design::Mp1 ? "MP1" : "EPIDEMIC", std::to_string(size),
              decimal(loss * 100, 0) + " %", std::to_string(timeoutOf(design, group)),
              decimal(times.first.mean(), 1), decimal(times.mean.mean(), 1),
              decimal(times.last.mean(), 1), std::to_string(crashes),
              std::to_string(group.now() - before), std::to_string(times.liveRemoved)});
}

}  // namespace

Report runDetectionExperiment(const DetectionEffort& effort) {
  TextTable table({"membership", "n", "loss", "time-out", "first", "mean", "last", "crashes",
                   "ticks", "live removed"});
  for (int size : kSizes) {
    if (size > effort.largestSize) break;
    for (double loss : kLosses) {
      for (Design design : {Design::Mp1, Design::Epidemic}) {
        const bool isLargest = size == kSizes.back();
        addRow(design, size, loss, isLargest ? effort.crashesOfLargest : effort.crashes, &table);
        effort.onStep();
      }
    }
  }
  return {
      "## The two designs of the membership\n\n"
      "### Ticks from a crash until it is removed from the lists\n\n" +
          table.text() + "\n",
      {}};
}

}  // namespace papers
