// The files that a submission can reach while it is built or run: its own, the course's headers and
// tests, and those that the compiler and the C library need. It cannot reach our nodes, another
// submission, or a user's file on the machine.
#pragma once

#include <string>
#include <vector>

#include "grading/confine/FileRules.h"

namespace grading {

// The rules for a run of `application`, which may read `conf` and write to `folder`. REQUIRES:
// absolute paths; this process is at the framework's home.
FileRules filesOfRun(const std::string& application, const std::string& conf,
                     const std::string& folder);

// The rules for a build that writes to `folder`, with the compiler of `environment` (NAME=VALUE).
// `isOwn`: a build of the nodes at home, which are among the framework's files.
FileRules filesOfBuild(const std::string& folder, const std::vector<std::string>& environment,
                       bool isOwn);

}  // namespace grading
