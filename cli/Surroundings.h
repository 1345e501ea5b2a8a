// The environment of the program: main.cpp finds it, the user sees it, and no run depends on it.
#pragma once

#include <functional>
#include <string>

#include "host/ProgressBar.h"

namespace cli {

struct Surroundings {
  std::string build;         // Stands for the program: a sweep's summaries need it.
  std::string nodes;         // Whose nodes run (NodesOrigin.h); "" = this project's own.
  std::string liveEngine;    // For --live (NodesOrigin.h).
  bool stderrIsTty = false;  // Never with --quiet.
  host::ProgressStyle progress = host::ProgressStyle::None;
  std::function<double()> seconds;        // The time since the program's start.
  std::function<double()> peakMegabytes;  // The peak memory use until now.
};

// The line that says whose nodes run; "" for this project's own.
inline std::string nodesNote(const Surroundings& surroundings) {
  if (surroundings.nodes.empty()) return "";
  return "nodes: " + surroundings.nodes + "\n";
}

}  // namespace cli
