// What is taken from a submission: MP1Node.{h,cpp} and MP2Node.{h,cpp}, from a folder or archive,
// wherever in it they are. All else is named and ignored.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace grading {

// The four files' names.
const std::vector<std::string>& submittedNames();

struct SubmittedFile {
  std::string name;
  std::string text;  // Without byte-order mark, lines ending in "\n".
};

struct Submission {
  std::vector<SubmittedFile> files;  // All four, missing ones replaced by ours.
  std::vector<std::string> notices;  // A sentence each, for whoever reads the grade.
};

// Reads the submission at `path`, a folder, a ZIP, a TAR or a TAR.GZ; ours lie in `ownFolder`.
// Nothing, with a line in *error, if it cannot be read or has none of the four. Writes nothing.
std::optional<Submission> readSubmission(const std::string& path, const std::string& ownFolder,
                                         std::string* error);

// Where a submission is built, below build/: the same for the same absolute path, another for each
// other one. As in Makefile: `/` becomes `_`, `_` becomes `+_`, `+` becomes `++`; here also bytes
// that make would stumble over, a blank say, become `+20`. Of a path that is too long for a name
// the end stays, and a hash of it all.
std::string stagingFolder(const std::string& absolutePath);

// Puts the files into `folder`/source, which is made; nothing else stays there. A file that is
// there and equal stays untouched, so that make does not build it again. False, with a line in
// *error, if that cannot be.
bool stage(const Submission& submission, const std::string& folder, std::string* error);

}  // namespace grading
