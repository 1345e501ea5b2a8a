// Tells a build that was cut off from one that came to its end: a compiler that is killed leaves
// half a file, which make would take for a whole one.
#pragma once

#include <string>

namespace grading {

// Lives as long as the build does. If the process ends before it does, the next one in that folder
// begins with nothing.
class UnfinishedBuild {
 public:
  // Makes the folder if need be. If an earlier build there was cut off, removes what it has made:
  // all but hidden files, and `origin`, which is none of make's.
  explicit UnfinishedBuild(const std::string& folder);
  ~UnfinishedBuild();
  UnfinishedBuild(const UnfinishedBuild&) = delete;
  UnfinishedBuild& operator=(const UnfinishedBuild&) = delete;

 private:
  const std::string mark_;  // A file that is there meanwhile.
};

}  // namespace grading
