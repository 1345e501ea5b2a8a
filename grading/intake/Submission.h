// What is taken from a submission: MP1Node.{h,cpp} and MP2Node.{h,cpp}, from a folder or archive,
// wherever in it they are. All else is named and ignored.
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
  // The parts whose .cpp is not there, and why: "MP1Node.cpp is missing". Both files of such a part
  // are ours.
  std::map<Part, std::string> lacking;
};

// Reads the submission at `path`, a folder, a ZIP, a TAR or a TAR.GZ; ours lie in `ownFolder`.
// Nothing, with a line in *error, if it cannot be read or has no part. Writes nothing.
std::optional<Submission> readSubmission(const std::string& path, const std::string& ownFolder,
                                         std::string* error);

// The submission at `path`, which is called `name`, for people: a folder gets a slash.
std::string shownName(const std::string& path, const std::string& name);

// Where a submission is built, below build/: the same for the same real path (without symbolic
// links, `.` and `..`), another for each other one. `/` becomes `_`, `_` becomes `+_`, `+` becomes
// `++`; other bytes that make would stumble over become their number: a blank becomes `+20`. What
// is longer than 200 bytes is split into folders, whose names end in `+-`. `make SUBMISSION=DIR`
// has the same rule, so that it and the grader share what they build:
// tests/tools/stage_submission.sh.
std::string stagingFolder(const std::string& realPath);

// Puts the files into `folder`/source, which is made; nothing else stays there. A file that is
// there and equal stays untouched, so that make does not build it again. `origin` is what the
// program will call the submission, unless it has a name there already. False, with a line in
// *error, if that cannot be.
bool stage(const Submission& submission, const std::string& origin, const std::string& folder,
           std::string* error);

}  // namespace grading
