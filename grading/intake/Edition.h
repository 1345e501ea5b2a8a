// The course's editions, and the edition for which a submission's nodes were compiled.
#pragma once

#include <string>
#include <vector>

namespace grading {

// The names for --edition and make's EDITION.
const std::vector<std::string>& editionNames();

// Returns a sentence for each node in `folder` that was compiled for another edition than that of
// 2014, or for a requested one, with the reason. Reads the files of tests/tools/choose_edition.sh
// there.
std::vector<std::string> editionNotices(const std::string& folder);

}  // namespace grading
