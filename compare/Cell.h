// A cell of a table: the samples of several seeds together.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "compare/Sample.h"

namespace compare {

class Cell {
 public:
  // REQUIRES: at least one sample.
  explicit Cell(const std::vector<Sample>& samples);

  int runs() const { return runs_; }
  // The calls of all runs together; the longest outage of all.
  const CallSample& reads() const { return reads_; }
  const CallSample& writes() const { return writes_; }
  int keysWithLostWrites() const { return keysWithLostWrites_; }
  // The strongest level that each run held, and how many runs held exactly it.
  check::Level weakestHeld() const;
  int runsAtWeakest() const { return heldBy_[static_cast<size_t>(weakestHeld())]; }
  double messagesPerCall() const { return double(messages_) / callsOrOne(); }
  double bytesPerCall() const { return double(bytes_) / callsOrOne(); }
  // Of the calls of the schedules, also of those that no peer could serve; 0 … 1.
  double availability() const;
  double answersPerTick() const { return double(answeredInMix_) / std::max(1, mixTicks_); }

 private:
  int callsOrOne() const { return std::max(1, reads_.made() + writes_.made()); }

  int runs_ = 0;
  CallSample reads_;
  CallSample writes_;
  std::array<int, check::kLevelCount> heldBy_{};
  int keysWithLostWrites_ = 0;
  int planned_ = 0;
  int mixTicks_ = 0;
  int answeredInMix_ = 0;
  int64_t messages_ = 0;
  int64_t bytes_ = 0;
};

// The smallest latency that `percent` of the answered calls do not exceed; "-" if none was
// answered.
std::string percentile(const CallSample& calls, int percent);

// "linearizable", or "durable (2 of 20)", if that many runs hold no stronger level.
std::string levelText(const Cell& cell);

}  // namespace compare
