// What is around the program: found by main.cpp, shown to the user, and of no say in any run.
#pragma once

#include <functional>

namespace cli {

struct Surroundings {
  bool hasOnlooker = false;               // stderr is a terminal, and --quiet is not given.
  std::function<double()> seconds;        // Of the clock, since the program's start.
  std::function<double()> peakMegabytes;  // Of memory, until now.
};

}  // namespace cli
