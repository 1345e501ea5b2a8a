#include "compare/Blocking.h"

#include <algorithm>
#include <array>

#include "stores/Design.h"

namespace compare {

namespace {

constexpr std::array kOutages = {10, 20, 40, 60};  // Ticks that the peer is down.
constexpr int kUpdateAt = 200;
constexpr int kCrashesWithin = 10;  // Ticks from the call of the update.

// A group of three, in which each peer that holds copies holds the key. Peers 1 and `reader` are
// asked for the key in turn, by a client of its own each time.
std::string scheduleOf(int crashed, int crashAt, int outage) {
  const int reader = crashed == 2 ? 3 : 2;
  std::string text = "peers 3\nat 100 client 1 on 1 create k v1\nat " + std::to_string(kUpdateAt) +
                     " client 1 on 1 update k v2\nat " + std::to_string(crashAt) + " crash " +
                     std::to_string(crashed) + "\nat " + std::to_string(crashAt + outage) +
                     " restart " + std::to_string(crashed) + "\n";
  int client = 2;
  for (int tick = kUpdateAt + 1; tick < crashAt + outage + 60; tick += 2) {
    text += "at " + std::to_string(tick) + " client " + std::to_string(client) + " on " +
            std::to_string(client % 2 == 0 ? 1 : reader) + " read k\n";
    ++client;
  }
  return text;
}

std::vector<Run> runsOf(const std::string& design, int outage) {
  std::vector<Run> runs;
  for (int crashed = 2; crashed <= 3; ++crashed) {
    for (int after = 0; after < kCrashesWithin; ++after) {
      Run run = {1, {"REPLICATION=" + design, "WORKLOAD=none"}};
      run.schedule = scheduleOf(crashed, kUpdateAt + after, outage);
      runs.push_back(run);
    }
  }
  return runs;
}

std::vector<std::string> rowOf(const std::string& design, int outage, std::vector<Sample> samples) {
  std::sort(samples.begin(), samples.end(), [](const Sample& a, const Sample& b) {
    return a.reads.longestOutage < b.reads.longestOutage;
  });
  const auto blocked = std::count_if(samples.begin(), samples.end(), [&](const Sample& sample) {
    return sample.reads.longestOutage >= outage / 2;
  });
  return {design,
          std::to_string(outage),
          std::to_string(samples.size()),
          std::to_string(blocked),
          std::to_string(samples[samples.size() / 2].reads.longestOutage),
          std::to_string(samples.back().reads.longestOutage)};
}

}  // namespace

Table blockingTable(int jobs, const OnProgress& onProgress) {
  Table table = {
      "A key whose update is interrupted",
      "A peer crashes 0 to 9 ticks after the call of an update, and restarts. Ticks from the first "
      "read without an answer to the next answer; blocking are runs in which they are at least "
      "half of the outage.",
      {"design", "down, ticks", "runs", "blocking", "median wait", "longest wait"},
      {}};
  std::vector<Run> runs;
  for (const StoreDesign& design : storeDesigns()) {
    for (const int outage : kOutages) {
      const std::vector<Run> some = runsOf(design.name, outage);
      runs.insert(runs.end(), some.begin(), some.end());
    }
  }
  const std::vector<Sample> samples = carryOut(runs, jobs, onProgress);
  auto first = samples.begin();
  for (const StoreDesign& design : storeDesigns()) {
    for (const int outage : kOutages) {
      table.rows.push_back(rowOf(design.name, outage, {first, first + 2 * kCrashesWithin}));
      first += 2 * kCrashesWithin;
    }
  }
  return table;
}

}  // namespace compare
