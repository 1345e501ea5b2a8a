// The failures that a search finds: each kind is told once and written to a schedule file.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "Params.h"
#include "cli/Failure.h"
#include "cli/Options.h"
#include "lab/Schedule.h"

namespace cli {

class FoundFailures {
 public:
  FoundFailures(const Options& options, const Params& params)
      : options_(options), params_(params) {}

  // The run with this number has failed. The first of its kind is printed, with the command that
  // replays it, and written to failure-1.faults, failure-2.faults, … in the output folder.
  void add(uint64_t run, const lab::Schedule& schedule, const Failure& failure);

  uint64_t count() const { return count_; }
  const std::optional<lab::Schedule>& first() const { return first_; }

 private:
  const Options& options_;
  const Params& params_;
  uint64_t count_ = 0;
  std::set<std::pair<std::string, std::string>> kinds_;  // Check, and the problem's kind.
  std::optional<lab::Schedule> first_;
};

}  // namespace cli
