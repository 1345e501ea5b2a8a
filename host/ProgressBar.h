// Shows the progress of a long job, and the time that is left, on standard error: a line that is
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

// The style that suits standard error. `terminalName` is the value of TERM, or null if it is not
// set. A terminal without a name, or called "dumb", cannot redraw a line.
ProgressStyle progressStyle(bool isTerminal, const char* terminalName);

class ProgressBar {
 public:
  // Seconds since any fixed moment. Must not be null.
  using Clock = std::function<double()>;

  // The total of a job whose progress cannot be measured.
  static constexpr uint64_t kUnknownTotal = UINT64_MAX;

  // `what` names the unit ("seeds"), or, with kUnknownTotal, the job ("building starter/"). Nothing
  // is shown in the first `quietSeconds`, because a shorter job needs no bar.
  ProgressBar(std::string what, uint64_t total, ProgressStyle style, Clock clock,
              double quietSeconds = 0);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Sets another total, when the size of the job has turned out to be different.
  void expect(uint64_t total) { total_ = total; }

  // Redraws a bar only if a reader would see a difference, and not too often. Call it also without
  // progress, because it shows the elapsed time, too.
  void show(uint64_t done, uint64_t failures);

  // Removes the bar, so that other output can follow.
  void clear();

 private:
  // "20% of 10 seeds, 1 failed, about 40 s left".
  std::string textFor(uint64_t done, uint64_t failures, double now) const;
  // The same behind a bar, if the progress is known.
  std::string barFor(uint64_t done, uint64_t failures, double now) const;
  void redraw(const std::string& line);

  // Constant after construction.
  const std::string what_;
  const ProgressStyle style_;
  const Clock clock_;
  const double startedAt_;

  uint64_t total_;
  double notBefore_;   // By the clock: no output before this moment.
  std::string shown_;  // The bar that is on the terminal, or empty.
};

// "about 40 s left": the time for the rest at the speed until now. "" while there is too little to
// go by, and when all is done.
std::string timeLeftText(uint64_t done, uint64_t total, double seconds);

}  // namespace host
