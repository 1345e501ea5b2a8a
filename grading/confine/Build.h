// How a submission becomes a program: its four files are staged below build/, and built there,
// confined. The submission itself is only read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "grading/confine/FolderLock.h"
#include "grading/confine/StepProgress.h"
#include "grading/score/Scenario.h"

namespace grading {

struct Built {
  std::string application;              // The program, relative to here.
  std::vector<std::string> notices;     // A sentence each: on its files.
  std::vector<std::string> looks;       // Likewise, on what they hold.
  std::map<Part, std::string> lacking;  // Submission::lacking.
  std::string said;                     // By make, with the paths that the student edits.
  std::string folderInside;             // Where in the submission its files are: "src/", or "".
  bool failed = false;                  // Then `said` says why.
  FolderLock lock;                      // While this is there, nobody else builds it anew.
};

// Builds the submission at `path` (Submission.h), here, with `environment` (NAME=VALUE), for an
// edition of the course (Edition.h), or "" if that is to be found out; people know it by `name`.
// Returns why nothing could be tried, or "". A submission without any of the files, or a damaged
// archive, has failed. REQUIRES: `path` is absolute; something is there; the framework is
// built.
std::string buildSubmission(const std::string& path, const std::string& name,
                            const std::string& edition, const std::vector<std::string>& environment,
                            StepProgress* progress, Built* built);

}  // namespace grading
