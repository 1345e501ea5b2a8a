// Reads a submission: MP1Node.{h,cpp} and MP2Node.{h,cpp}, from a folder or archive, in any folder
// within it. All other files are named and ignored.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grading/score/Scenario.h"

namespace grading {

// The four files' names.
const std::vector<std::string>& submittedNames();

struct SubmittedFile {
  std::string name;
  std::string text;       // Without byte-order mark, lines ending in "\n".
  std::string path = "";  // In the submission; "" if it is ours.
};

struct Submission {
  std::vector<SubmittedFile> files;  // All four, missing ones replaced by ours.
  std::vector<std::string> notices;  // A sentence each, for readers of the grade.
  // The parts whose .cpp is missing, with the reason: "MP1Node.cpp is missing". Both files of such
  // a part are ours.
  std::map<Part, std::string> lacking;
};

// Reads the submission at `path`, a folder, a ZIP, a TAR or a TAR.GZ; ours are in `ownFolder`.
// Returns nothing, with a line in *error, if it cannot be read or has no part. Writes no file.
std::optional<Submission> readSubmission(const std::string& path, const std::string& ownFolder,
                                         std::string* error);

// The name for people of the submission at `path`, which is called `name`: a folder gets a slash.
std::string shownName(const std::string& path, const std::string& name);

// The folder below build/ in which a submission is built: the same for the same real path (without
// symbolic links, `.` and `..`), a different one for each other path. `/` becomes `_`, `_` becomes
// `+_`, `+` becomes `++`; other bytes that make cannot handle become their number: a blank becomes
// `+20`. A name longer than 200 bytes is split into folders, whose names end in `+-`. `make
// SUBMISSION=DIR` has the same rule (tests/tools/stage_submission.sh), so that it and the grader
// share their builds.
std::string stagingFolder(const std::string& realPath);

// Writes the files to `folder`/source, which it makes and clears of other files. An equal file
// stays untouched, so that make does not build it again. `origin` is the program's name for the
// submission, unless it has one already. Returns false, with a line in *error, on failure.
bool stage(const Submission& submission, const std::string& origin, const std::string& folder,
           std::string* error);

}  // namespace grading
