// Which files a program may read and write, held by the kernel's Landlock (Linux 5.13): whatever
// path it opens, by links, by /proc, or by a program that it becomes, the file itself counts.
#pragma once

#include <string>
#include <vector>

namespace grading {

struct FileRules {
  // What it may read and run, each with all that is in it. What is not there does not matter.
  // Empty: everything.
  std::vector<std::string> readable;
  std::string listable;  // A folder whose names it may list, and of those in it; "": none.
  std::string writable;  // The one folder that it may write to, and read; "": everything.
};

// Whether a path is among the readable ones, or in one of them, or in the writable folder, or is a
// folder that may be listed. REQUIRES: an absolute path without links, `.` and `..`.
bool isReadable(const FileRules& rules, const std::string& path);

// By their names: `path` is `folder`, or lies below it. REQUIRES: both are absolute and normal.
bool isWithin(const std::string& path, const std::string& folder);

// Whether the kernel can hold a program to rules.
bool canEnforceFileRules();

// From now on this process and all that it starts are held to the rules; /dev/null can be written
// to all the same. Returns what kept that from being, or "". REQUIRES: canEnforceFileRules().
std::string enforceFileRules(const FileRules& rules);

}  // namespace grading
