// The course's editions, and for which one a submission's nodes were compiled.
#pragma once

#include <string>
#include <vector>

namespace grading {

// As --edition and make's EDITION name them.
const std::vector<std::string>& editionNames();

// A sentence for each node in `folder` that was compiled for another edition than that of 2014, or
// for one that was asked for: which, and why. From what tests/tools/choose_edition.sh left there.
std::vector<std::string> editionNotices(const std::string& folder);

}  // namespace grading
