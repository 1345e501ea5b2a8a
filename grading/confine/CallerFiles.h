// Opens files for a program that waits for the answer to its call (CallWatch.h). Where the kernel
// has no Landlock, this enforces a program's rules. The program gets a descriptor of the examined
// file, so that no other path can replace it meanwhile.
#pragma once

#include <string>

#include "grading/confine/FileRules.h"

namespace grading {

// The text at an address of the process; "" if it cannot be read.
std::string textAt(int process, unsigned long long address);

// The folder of the process's descriptor, including AT_FDCWD, or any other file open there; "" if
// that is unknown.
std::string placeOfDescriptor(int process, int descriptor);

// The argument of a process's open: a path, and the folder where a relative one starts.
struct OpenCall {
  int process = 0;
  int folder = 0;
  std::string path;
  int flags = 0;
  unsigned mode = 0;
};

struct Opened {
  int descriptor = -1;  // The caller closes it.
  int error = 0;        // If there is none.
  std::string refused;  // The path, if it may not be written to.
};

// Opens the file if the rules allow it. Never blocks: opens a pipe without another end only for
// reading.
Opened openFor(const OpenCall& call, const FileRules& rules);

// Returns whether the rules let the process read the file at the path, with links followed.
bool mayRead(const OpenCall& call, const FileRules& rules);

// Returns whether this system opens paths without following links: openat2, Linux 5.6.
bool canOpenForCallers();

}  // namespace grading
