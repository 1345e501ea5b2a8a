// Turns a submission into a program: stages its four files below build/, and builds them there,
// confined. Only reads the submission itself.
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
  std::vector<std::string> looks;       // Likewise, on passages in them.
  std::map<Part, std::string> lacking;  // Submission::lacking.
  std::string said;          // The output of make, with the paths that the student edits.
  std::string folderInside;  // The files' folder within the submission: "src/", or "".
  bool failed = false;       // Then `said` says why.
  FolderLock lock;           // While it is held, no other process builds it anew.
};

// Builds the submission at `path` (Submission.h), here, with `environment` (NAME=VALUE), for an
// edition of the course (Edition.h), or "" to detect it; `name` is the submission's name for
// people. Returns why the build could not start, or "". A submission without any of the files, or a
// damaged archive, has failed.
// REQUIRES: `path` is absolute; it exists; the framework is built.
std::string buildSubmission(const std::string& path, const std::string& name,
                            const std::string& edition, const std::vector<std::string>& environment,
                            StepProgress* progress, Built* built);

}  // namespace grading
