// The corpus of a guided search as a folder of schedule files. A file's name is derived from its
// content, so copying the files of one folder into another merges the two.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lab/Schedule.h"
#include "search/guided/GuidedSearch.h"

namespace cli {

class CorpusFolder {
 public:
  // "" = the corpus is kept in memory alone.
  explicit CorpusFolder(std::string folder) : folder_(std::move(folder)) {}

  // Reads the folder, or makes it. Returns what is wrong, or "".
  std::string open();

  // What was there, by name.
  const std::vector<lab::Schedule>& schedules() const { return schedules_; }

  // Writes these schedules, and removes those of the first `tried` of schedules() that are not
  // among them. The others stay, because they have not been run yet. Returns what is wrong,
  // or "".
  std::string write(const std::vector<search::CorpusEntry>& entries, size_t tried) const;

 private:
  const std::string folder_;
  std::set<std::string> names_;  // What open() found.
  std::vector<lab::Schedule> schedules_;
};

}  // namespace cli
