// Shows on standard error how far the grader has come, one step after the other: builds, runs,
// explanations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/ProgressBar.h"

namespace grading {

class StepProgress {
 public:
  StepProgress(sim::ProgressStyle style, sim::ProgressBar::Clock clock)
      : style_(style), clock_(std::move(clock)) {}

  // Ends the step before. As sim::ProgressBar: `what` names the unit, or, if `total` is not known,
  // the step.
  void begin(const std::string& what, uint64_t total = sim::ProgressBar::kUnknownTotal);

  // One of the current step's units has failed.
  void addFailure() { ++failures_; }
  // Of the current step. REQUIRES: one was begun.
  void show(uint64_t done) { bar_->show(done, failures_); }

  // Removes what is shown, so that other output can follow.
  void clear();

 private:
  const sim::ProgressStyle style_;
  const sim::ProgressBar::Clock clock_;
  std::optional<sim::ProgressBar> bar_;
  uint64_t failures_ = 0;
};

}  // namespace grading
