// Experiments with the run: a seed is run again with one thing changed. (LogEdits.h has those with
// the log.)
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "lab/WhatIf.h"

namespace grading {

struct Experiment {
  std::vector<std::string> options;  // Of ./Application, besides those of the run.
  std::string condition;             // "with ...", of a sentence that says what then happens.

  bool operator==(const Experiment& other) const { return options == other.options; }
};

Experiment supposing(lab::WhatIf what);

}  // namespace grading
