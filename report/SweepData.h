// What the page of a sweep shows: the outcomes of many seeds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "report/Trace.h"

namespace report {

// A page shows no more seeds.
inline constexpr uint64_t kMostSeeds = 100'000;

// The page keeps the sentences and the new reasons of the first this many seeds that are not fine.
inline constexpr size_t kMostSentences = 1'000;

// The metrics of further names are left out: our own programs have fewer.
inline constexpr size_t kMostMetrics = 200;

enum class SeedOutcome : uint8_t {
  Fine,
  Violated,      // A check failed.
  PointsLost,    // A test of the course lost points.
  Stopped,       // The run could not go on, or the nodes did nothing.
  EndedEarly,    // The process crashed, or was ended.
  Inconclusive,  // The checks say nothing.
};

struct SeedResult {
  SeedOutcome outcome = SeedOutcome::Fine;
  std::string reason;    // In some words, the same for the same reason: "durable: stale read".
  std::string sentence;  // "" if it is fine.
  std::string digest;    // "" if the run did not come to its end.
  std::vector<Metric> metrics;
};

// What the page says of the sweep itself.
struct SweepHead {
  std::string conf;
  uint64_t firstSeed = 1;
  uint64_t planned = 0;  // Seeds.
  bool isChecked = false;
  std::string command;       // That repeats the sweep.
  std::string replayBefore;  // The seed stands between the two.
  std::string replayAfter;
  std::vector<Source> sources;
};

// Collects the results of the seeds, and writes them as JSON.
class SweepData {
 public:
  explicit SweepData(SweepHead head) : head_(std::move(head)) {}

  // Adds the next seed's, from firstSeed on.
  // REQUIRES: fewer than kMostSeeds were added.
  void add(const SeedResult& result);

  // The results so far, in one object; equal results give equal bytes. `digest` is the sweep's.
  //   conf, command, replay ([before, after] the seed), sources, checked   the head
  //   first, planned   the first seed and how many were asked for: texts, because 64 bits are more
  //                    than a page's numbers have
  //   outcomes         a letter for each seed: `.` fine, v violated, p points lost, s stopped,
  //                    e ended early, i inconclusive
  //   reasons          {text, count} each
  //   notFine          {seed (its place, from 0), reason (an index), sentence, digest} each
  //   sentencesLeftOut, reasonsLeftOut   how many seeds are not in notFine, not in reasons
  //   metrics          by name, a number for each seed, or null
  std::string json(const std::string& digest) const;

 private:
  struct NotFine {
    size_t place = 0;  // Of the seed, from 0.
    size_t reason = 0;
    std::string sentence;
    std::string digest;
  };

  size_t reasonNumber(const std::string& reason);
  std::string reasonsJson() const;
  std::string notFineJson() const;
  std::string metricsJson() const;

  const SweepHead head_;
  std::string outcomes_;  // A letter for each seed.
  std::vector<std::string> digests_;
  std::vector<std::string> reasons_;
  std::vector<size_t> reasonCounts_;
  std::map<std::string, size_t> reasonNumbers_;
  std::vector<NotFine> notFine_;
  size_t sentencesLeftOut_ = 0;
  size_t reasonsLeftOut_ = 0;
  // By name: the places of the seeds that have it, ascending, with the numbers.
  std::map<std::string, std::vector<std::pair<size_t, double>>> metrics_;
};

}  // namespace report
