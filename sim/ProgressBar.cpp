#include "sim/ProgressBar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace sim {

namespace {

constexpr uint64_t kWidth = 30;
constexpr double kRedrawSeconds = 0.1;
// Before, a guess at the rest changes by the moment.
constexpr double kGuessSeconds = 1;

// Rounded up: never 0.
std::string roughTime(double seconds) {
  constexpr double kMinute = 60;
  constexpr double kHour = 60 * kMinute;
  const auto text = [](double number, const char* unit) {
    return std::to_string(static_cast<int64_t>(std::ceil(number))) + unit;
  };
  if (seconds <= 1.5 * kMinute) return text(seconds, " s");
  if (seconds <= 1.5 * kHour) return text(seconds / kMinute, " min");
  return text(seconds / kHour, " h");
}

}  // namespace

ProgressBar::ProgressBar(std::string what, uint64_t total, bool visible, Clock clock,
                         double quietSeconds)
    : what_(std::move(what)),
      visible_(visible),
      clock_(std::move(clock)),
      startedAt_(clock_()),
      total_(total),
      notBefore_(startedAt_ + quietSeconds) {}

std::string ProgressBar::lineFor(uint64_t done, uint64_t failures, double now) const {
  const uint64_t filled = done * kWidth / total_;
  std::string line = "[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] " +
                     std::to_string(done * 100 / total_) + "% of " + std::to_string(total_) + " " +
                     what_;
  if (failures > 0) line += ", " + std::to_string(failures) + " failed";
  const std::string rest = timeLeftText(done, total_, now - startedAt_);
  return rest.empty() ? line : line + ", " + rest;
}

void ProgressBar::show(uint64_t done, uint64_t failures) {
  if (!visible_ || total_ == 0) return;
  done = std::min(done, total_);
  const double now = clock_();
  // The end of what is on show is shown at once.
  const bool isEnd = done == total_ && !shown_.empty();
  if (now < notBefore_ && !isEnd) return;
  notBefore_ = now + kRedrawSeconds;
  const std::string line = lineFor(done, failures, now);
  if (line == shown_) return;
  // Blanks over what is left of a longer line.
  const size_t surplus = shown_.size() > line.size() ? shown_.size() - line.size() : 0;
  std::fprintf(stderr, "\r%s%s", line.c_str(), std::string(surplus, ' ').c_str());
  std::fflush(stderr);
  shown_ = line;
}

void ProgressBar::clear() {
  if (shown_.empty()) return;
  std::fprintf(stderr, "\r%s\r", std::string(shown_.size(), ' ').c_str());
  std::fflush(stderr);
  shown_.clear();
}

std::string timeLeftText(uint64_t done, uint64_t total, double seconds) {
  if (done == 0 || done >= total || seconds < kGuessSeconds) return "";
  const double secondsEach = seconds / static_cast<double>(done);
  return "about " + roughTime(secondsEach * static_cast<double>(total - done)) + " left";
}

}  // namespace sim
