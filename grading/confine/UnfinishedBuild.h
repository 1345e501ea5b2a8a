// Detects a build that was cut off: a killed compiler leaves half a file, which make would take for
// a complete one.
#pragma once

#include <string>

namespace grading {

// Exists as long as the build runs. If the process ends before, the next build in that folder
// starts from scratch.
class UnfinishedBuild {
 public:
  // Makes the folder if necessary. If an earlier build there was cut off, removes its files: all
  // but hidden files, and `origin`, which make has not made.
  explicit UnfinishedBuild(const std::string& folder);
  ~UnfinishedBuild();
  UnfinishedBuild(const UnfinishedBuild&) = delete;
  UnfinishedBuild& operator=(const UnfinishedBuild&) = delete;

 private:
  const std::string mark_;  // A file that exists meanwhile.
};

}  // namespace grading
