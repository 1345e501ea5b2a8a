// Shows the grader's progress on standard error, step by step: builds, runs, explanations.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "host/ProgressBar.h"

namespace grading {

class StepProgress {
 public:
  StepProgress(host::ProgressStyle style, host::ProgressBar::Clock clock)
      : style_(style), clock_(std::move(clock)) {}

  // Called before an interruption ends the program.
  void onInterruption(std::function<void()> tidyUp) { tidyUp_ = std::move(tidyUp); }

  // Ends the previous step. As in host::ProgressBar, `what` names the unit, or, if `total` is not
  // known, the step.
  void begin(const std::string& what, uint64_t total = host::ProgressBar::kUnknownTotal);

  // One of the current step's units has failed.
  void addFailure() { ++failures_; }
  // Shows the progress of the current step. If the user has interrupted (host/Interruption.h),
  // prints the progress and ends the program, because it cannot continue without the results of all
  // runs.
  // REQUIRES: a step was begun.
  void show(uint64_t done);

  // Removes the shown line, so that other output can follow.
  void clear();

 private:
  [[noreturn]] void endInterrupted(uint64_t done);

  const host::ProgressStyle style_;
  const host::ProgressBar::Clock clock_;
  std::function<void()> tidyUp_;
  std::string what_;  // Of the current step, like its size.
  uint64_t total_ = 0;
  std::optional<host::ProgressBar> bar_;
  uint64_t failures_ = 0;
};

}  // namespace grading
