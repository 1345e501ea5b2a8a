#include "grading/StepProgress.h"

namespace grading {

void StepProgress::begin(const std::string& what, uint64_t total) {
  bar_.emplace(what, total, style_, clock_);
  failures_ = 0;
}

void StepProgress::clear() {
  if (bar_) bar_->clear();
}

}  // namespace grading
