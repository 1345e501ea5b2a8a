// The failures that a search finds. The first ones are printed and written to schedule files.
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
  enum class Told : uint8_t { FirstOfEachKind, FirstTen };

  FoundFailures(const Options& options, const Params& params, Told told = Told::FirstOfEachKind)
      : options_(options), params_(params), told_(told) {}

  // Adds the failure of the run with this number. One that is reported is printed, with the command
  // that replays it, and written to failure-1.faults, failure-2.faults, … in the output folder.
  void add(uint64_t run, const lab::Schedule& schedule, const Failure& failure);

  uint64_t count() const { return count_; }
  const std::optional<lab::Schedule>& first() const { return first_; }
  // The file of the first. "" if it could not be written.
  const std::string& firstFile() const { return firstFile_; }

 private:
  bool isToBeTold(const Failure& failure);

  const Options& options_;
  const Params& params_;
  const Told told_;
  uint64_t count_ = 0;
  uint64_t toldCount_ = 0;
  std::set<std::pair<std::string, std::string>> kinds_;  // Check, and the problem's kind.
  std::optional<lab::Schedule> first_;
  std::string firstFile_;
};

}  // namespace cli
