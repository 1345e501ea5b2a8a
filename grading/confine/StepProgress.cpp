#include "grading/confine/StepProgress.h"

#include <iostream>

#include "host/Check.h"
#include "host/Interruption.h"

namespace grading {

void StepProgress::begin(const std::string& what, uint64_t total) {
  bar_.emplace(what, total, style_, clock_);
  what_ = what;
  total_ = total;
  failures_ = 0;
}

void StepProgress::show(uint64_t done) {
  CHECK(bar_.has_value());
  if (host::isInterrupted()) endInterrupted(done);
  bar_->show(done, failures_);
}

void StepProgress::endInterrupted(uint64_t done) {
  clear();
  const bool isCounted = total_ != host::ProgressBar::kUnknownTotal;
  std::cerr << (isCounted ? "interrupted: " + std::to_string(done) + " of " +
                                std::to_string(total_) + " " + what_
                          : "interrupted while " + what_)
            << std::endl;
  if (tidyUp_) tidyUp_();
  host::dieInterrupted();
}

void StepProgress::clear() {
  if (bar_) bar_->clear();
}

}  // namespace grading
