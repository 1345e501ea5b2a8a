// Which files a submission can reach while it is built or run: its own, the course's headers and
// tests, what compiler and C library need; not our nodes, no other submission, no file of anybody
// on the machine.
#pragma once

#include <string>
#include <vector>

#include "grading/confine/FileRules.h"

namespace grading {

// For a run of `application`, which may read `conf` and write to `folder`. REQUIRES: absolute
// paths; this process is at the framework's home.
FileRules filesOfRun(const std::string& application, const std::string& conf,
                     const std::string& folder);

// For a build that writes to `folder`, with the compiler of `environment` (NAME=VALUE). `isOwn`: of
// the nodes at home, which lie among the framework's files.
FileRules filesOfBuild(const std::string& folder, const std::vector<std::string>& environment,
                       bool isOwn);

}  // namespace grading
