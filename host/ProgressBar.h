// How far a long job has come and how long the rest may take, on standard error: a line that is
// redrawn in place on a terminal, and a new line now and then elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace host {

enum class ProgressStyle : uint8_t {
  None,
  Bar,   // Redrawn in place.
  Lines  // A line after two seconds, then one every ten.
};

// What suits standard error. `terminalName` is the value of TERM; null: it is not set. A terminal
// without a name, or called "dumb", cannot redraw a line.
ProgressStyle progressStyle(bool isTerminal, const char* terminalName);

class ProgressBar {
 public:
  // Seconds since any moment. Must not be null.
  using Clock = std::function<double()>;

  // A total for a job of which nobody knows how much of it is done.
  static constexpr uint64_t kUnknownTotal = UINT64_MAX;

  // `what` names the unit ("seeds"), or, with kUnknownTotal, the job ("building starter/").
  // Nothing is shown in the first `quietSeconds`: what is done by then needs no bar.
  ProgressBar(std::string what, uint64_t total, ProgressStyle style, Clock clock,
              double quietSeconds = 0);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // The job has turned out to be of another size.
  void expect(uint64_t total) { total_ = total; }

  // A bar is redrawn only if a reader would see a difference, and not too often. Call it also when
  // nothing new is done: the time that has passed is shown, too.
  void show(uint64_t done, uint64_t failures);

  // Removes the bar, so that other output can follow.
  void clear();

 private:
  // "20% of 10 seeds, 1 failed, about 40 s left".
  std::string textFor(uint64_t done, uint64_t failures, double now) const;
  // The same behind a bar, if it is known how much is done.
  std::string barFor(uint64_t done, uint64_t failures, double now) const;
  void redraw(const std::string& line);

  // Constant after construction.
  const std::string what_;
  const ProgressStyle style_;
  const Clock clock_;
  const double startedAt_;

  uint64_t total_;
  double notBefore_;   // By the clock: when something may be shown next.
  std::string shown_;  // The bar that is on the terminal. Empty: none.
};

// "about 40 s left": what the rest will take if it goes on as it has until now. "" while that is
// nothing to go by, and when all is done.
std::string timeLeftText(uint64_t done, uint64_t total, double seconds);

}  // namespace host
