// A line that shows how far a long job has come and how long the rest may take; redrawn in place on
// a terminal, silent elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace sim {

class ProgressBar {
 public:
  // Seconds since any moment. Must not be null.
  using Clock = std::function<double()>;

  // `what` names the unit ("seeds"). `visible` is the caller's finding that stderr is a terminal.
  // Nothing is shown in the first `quietSeconds`: what is done by then needs no bar.
  ProgressBar(std::string what, uint64_t total, bool visible, Clock clock, double quietSeconds = 0);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // The job has turned out to be of another size.
  void expect(uint64_t total) { total_ = total; }

  // Redraws only if a reader would see a difference, and not too often.
  void show(uint64_t done, uint64_t failures);

  // Removes the line, so that other output can follow.
  void clear();

 private:
  std::string lineFor(uint64_t done, uint64_t failures, double now) const;

  // Constant after construction.
  const std::string what_;
  const bool visible_;
  const Clock clock_;
  const double startedAt_;

  uint64_t total_;
  double notBefore_;   // By the clock: when the line may be drawn next.
  std::string shown_;  // What stands on the terminal. Empty: nothing.
};

// "about 40 s left": what the rest will take if it goes on as it has until now. "" while that is
// nothing to go by, and when all is done.
std::string timeLeftText(uint64_t done, uint64_t total, double seconds);

}  // namespace sim
