// The result of an experiment, to be written to docs/papers/.
#pragma once

#include <string>
#include <vector>

namespace papers {

struct Plot {
  std::string file;  // "detection.svg", say.
  std::string svg;
};

struct Report {
  std::string markdown;
  std::vector<Plot> plots;
};

}  // namespace papers
