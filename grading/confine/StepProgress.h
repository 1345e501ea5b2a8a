// Shows on standard error how far the grader has come, one step after the other: builds, runs,
// explanations.
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

  // Ends the step before. As host::ProgressBar: `what` names the unit, or, if `total` is not known,
  // the step.
  void begin(const std::string& what, uint64_t total = host::ProgressBar::kUnknownTotal);

  // One of the current step's units has failed.
  void addFailure() { ++failures_; }
  // Of the current step. If the user has interrupted (host/Interruption.h), says how far it has
  // come, and ends the program: results of runs that were not made are nothing to go on with.
  // REQUIRES: one was begun.
  void show(uint64_t done);

  // Removes what is shown, so that other output can follow.
  void clear();

 private:
  [[noreturn]] void endInterrupted(uint64_t done);

  const host::ProgressStyle style_;
  const host::ProgressBar::Clock clock_;
  std::function<void()> tidyUp_;
  std::string what_;  // Of the current step, as is its size.
  uint64_t total_ = 0;
  std::optional<host::ProgressBar> bar_;
  uint64_t failures_ = 0;
};

}  // namespace grading
