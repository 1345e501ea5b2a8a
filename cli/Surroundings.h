// What is around the program: found by main.cpp, shown to the user, and of no say in any run.
#pragma once

#include <functional>

#include "host/ProgressBar.h"

namespace cli {

struct Surroundings {
  bool stderrIsTty = false;  // And --quiet is not given.
  host::ProgressStyle progress = host::ProgressStyle::None;
  std::function<double()> seconds;        // Of the clock, since the program's start.
  std::function<double()> peakMegabytes;  // Of memory, until now.
};

}  // namespace cli
