// Draws the lines of --watch on a terminal, each time in place of those before.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace cli {

class WatchScreen {
 public:
  using Lines = std::function<std::vector<std::string>()>;

  // Borrows `terminal`. `seconds` is the time since any fixed moment.
  WatchScreen(std::ostream* terminal, std::function<double()> seconds);

  // Draws what `lines` gives, unless the last time was less than a tenth of a second ago.
  void show(const Lines& lines);

  // Draws now. What is printed next stands below.
  void draw(const std::vector<std::string>& lines);

 private:
  std::ostream* const terminal_;
  const std::function<double()> seconds_;
  double notBefore_;
  size_t drawn_ = 0;  // Lines that stand above the cursor.
};

}  // namespace cli
