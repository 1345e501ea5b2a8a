#include "sim/ProgressBar.h"

#include <cstdio>

namespace sim {

namespace {

constexpr uint64_t kWidth = 30;

}  // namespace

ProgressBar::ProgressBar(std::string what, uint64_t total, bool visible)
    : what_(std::move(what)), total_(total), visible_(visible) {}

void ProgressBar::show(uint64_t done, uint64_t failures) {
  if (!visible_ || total_ == 0) return;
  const uint64_t filled = done * kWidth / total_;
  std::string line = "[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] " +
                     std::to_string(done * 100 / total_) + "% of " + std::to_string(total_) + " " +
                     what_;
  if (failures > 0) line += ", " + std::to_string(failures) + " failed";
  if (line == shown_) return;
  std::fprintf(stderr, "\r%s", line.c_str());
  std::fflush(stderr);
  shown_ = line;
}

void ProgressBar::clear() {
  if (shown_.empty()) return;
  std::fprintf(stderr, "\r%s\r", std::string(shown_.size(), ' ').c_str());
  std::fflush(stderr);
  shown_.clear();
}

}  // namespace sim
