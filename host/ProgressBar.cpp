#include "host/ProgressBar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace host {

namespace {

constexpr uint64_t kWidth = 30;
constexpr double kRedrawSeconds = 0.1;
constexpr double kFirstLineSeconds = 2;
constexpr double kLineSeconds = 10;
// Before this time, an estimate of the rest would change too much.
constexpr double kGuessSeconds = 1;

// Rounds up: never 0.
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

ProgressStyle progressStyle(bool isTerminal, const char* terminalName) {
  const std::string name = terminalName == nullptr ? "" : terminalName;
  return isTerminal && !name.empty() && name != "dumb" ? ProgressStyle::Bar : ProgressStyle::Lines;
}

ProgressBar::ProgressBar(std::string what, uint64_t total, ProgressStyle style, Clock clock,
                         double quietSeconds)
    : what_(std::move(what)),
      style_(style),
      clock_(std::move(clock)),
      startedAt_(clock_()),
      total_(total),
      notBefore_(startedAt_ + (style == ProgressStyle::Lines
                                   ? std::max(quietSeconds, kFirstLineSeconds)
                                   : quietSeconds)) {}

std::string ProgressBar::textFor(uint64_t done, uint64_t failures, double now) const {
  const double seconds = now - startedAt_;
  std::string text = what_;
  if (total_ != kUnknownTotal) {
    text = std::to_string(done * 100 / total_) + "% of " + std::to_string(total_) + " " + what_;
  }
  if (failures > 0) text += ", " + std::to_string(failures) + " failed";
  std::string time = timeLeftText(done, total_, seconds);
  if (time.empty() && done < total_ && seconds >= kGuessSeconds) {
    time = std::to_string(static_cast<int64_t>(seconds)) + " s so far";
  }
  return time.empty() ? text : text + ", " + time;
}

std::string ProgressBar::barFor(uint64_t done, uint64_t failures, double now) const {
  const std::string text = textFor(done, failures, now);
  if (total_ == kUnknownTotal) return text;
  const uint64_t filled = done * kWidth / total_;
  return "[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] " + text;
}

void ProgressBar::show(uint64_t done, uint64_t failures) {
  if (style_ == ProgressStyle::None || total_ == 0) return;
  if (total_ == kUnknownTotal) done = 0;
  done = std::min(done, total_);
  const double now = clock_();
  // The end of the shown job is shown at once.
  const bool isEnd = done == total_ && !shown_.empty();
  if (now < notBefore_ && !isEnd) return;
  if (style_ == ProgressStyle::Bar) {
    notBefore_ = now + kRedrawSeconds;
    redraw(barFor(done, failures, now));
  } else {
    notBefore_ = now + kLineSeconds;
    std::fprintf(stderr, "%s\n", textFor(done, failures, now).c_str());
  }
}

void ProgressBar::redraw(const std::string& line) {
  if (line == shown_) return;
  // Blanks overwrite the rest of a longer line.
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

}  // namespace host
