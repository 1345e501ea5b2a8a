// What is around the program: found by main.cpp, shown to the user, and of no say in any run.
#pragma once

#include <functional>

#include "sim/ProgressBar.h"

namespace cli {

struct Surroundings {
  bool stderrIsTty = false;  // And --quiet is not given.
  sim::ProgressStyle progress = sim::ProgressStyle::None;
  std::function<double()> seconds;        // Of the clock, since the program's start.
  std::function<double()> peakMegabytes;  // Of memory, until now.
};

}  // namespace cli
