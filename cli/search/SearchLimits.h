// When a search ends (--runs, --for, --until-failure, Ctrl-C), and when it reports progress.
#pragma once

#include <algorithm>
#include <cstdint>

#include "cli/Options.h"
#include "cli/Surroundings.h"
#include "host/Interruption.h"

namespace cli {

class SearchLimits {
 public:
  // Runs are counted and taken over in groups of this size, whatever --jobs is, so that a search
  // does not depend on it.
  static constexpr size_t kRunsAtATime = 32;

  // Borrows both.
  SearchLimits(const Options& options, const Surroundings& surroundings)
      : options_(options), surroundings_(surroundings) {}

  bool isOver(uint64_t runs, uint64_t failures) const {
    if (host::isInterrupted()) return true;
    if (options_.untilFailure && failures > 0) return true;
    if (options_.runs > 0 && runs >= options_.runs) return true;
    return options_.forSeconds > 0 && surroundings_.seconds() >= options_.forSeconds;
  }

  // How many runs the next group may have.
  size_t nextGroup(uint64_t runs) const {
    if (options_.runs == 0) return kRunsAtATime;
    return static_cast<size_t>(std::min<uint64_t>(kRunsAtATime, options_.runs - runs));
  }

  // True every few seconds, if the user wants to see the progress.
  bool isTimeToTell() {
    constexpr double kSecondsBetweenLines = 10;
    const double now = surroundings_.seconds();
    if (options_.quiet || now < toldAt_ + kSecondsBetweenLines) return false;
    toldAt_ = now;
    return true;
  }

 private:
  const Options& options_;
  const Surroundings& surroundings_;
  double toldAt_ = 0;
};

}  // namespace cli
