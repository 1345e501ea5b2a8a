// A line that shows how far a long job has come; redrawn in place on a terminal, silent elsewhere.
#pragma once

#include <cstdint>
#include <string>

namespace sim {

class ProgressBar {
 public:
  // `what` names the unit ("seeds"). `visible` is the caller's finding that stderr is a terminal.
  ProgressBar(std::string what, uint64_t total, bool visible);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Redraws only if a reader would see a difference.
  void show(uint64_t done, uint64_t failures);

  // Removes the line, so that other output can follow.
  void clear();

 private:
  const std::string what_;
  const uint64_t total_;
  const bool visible_;
  std::string shown_;
};

}  // namespace sim
