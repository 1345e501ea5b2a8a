// The files that a program may read and write. The kernel's Landlock (Linux 5.13) enforces the
// rules for the file itself, on any path: through links, /proc, or a program that it becomes.
#pragma once

#include <string>
#include <vector>

namespace grading {

struct FileRules {
  // The files and folders that it may read and run, each with its content. Missing ones do not
  // matter.
  // Empty: everything.
  std::vector<std::string> readable;
  std::string listable;  // A folder whose names, and those of its folders, it may list; "": none.
  std::string writable;  // The only folder that it may write to, and read; "": everything.
};

// Returns whether a path is readable, or in a readable or the writable folder, or is a folder that
// may be listed. REQUIRES: an absolute path without links, `.` and `..`.
bool isReadable(const FileRules& rules, const std::string& path);

// Compares names: `path` is `folder`, or is below it. REQUIRES: both are absolute and normal.
bool isWithin(const std::string& path, const std::string& folder);

// Returns whether the kernel can enforce rules.
bool canEnforceFileRules();

// Enforces the rules on this process and all that it starts; /dev/null stays writable. Returns the
// reason of a failure, or "". REQUIRES: canEnforceFileRules().
std::string enforceFileRules(const FileRules& rules);

}  // namespace grading
