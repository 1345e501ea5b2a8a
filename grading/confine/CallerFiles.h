// Opens files in the place of a program that waits for the answer to its call (CallWatch.h): where
// the kernel has no Landlock, this holds a program to its rules. The program gets a descriptor of
// the file that was looked at, so that no other path can be put in its place meanwhile.
#pragma once

#include <string>

#include "grading/confine/FileRules.h"

namespace grading {

// The text at an address of the process; "" if it cannot be read.
std::string textAt(int process, unsigned long long address);

// The folder of the process's descriptor, AT_FDCWD included, or whatever else it has open there; ""
// if that cannot be found out.
std::string placeOfDescriptor(int process, int descriptor);

// What a process wants to open: a path, and where a relative one starts.
struct OpenCall {
  int process = 0;
  int folder = 0;
  std::string path;
  int flags = 0;
  unsigned mode = 0;
};

struct Opened {
  int descriptor = -1;  // The caller's to close.
  int error = 0;        // If there is none.
  std::string refused;  // The path, if it may not be written to.
};

// Opens it if the rules allow that. Does not wait: a pipe with nobody at its other end is opened
// for reading alone.
Opened openFor(const OpenCall& call, const FileRules& rules);

// Whether the rules let the process read what lies at the path, links followed.
bool mayRead(const OpenCall& call, const FileRules& rules);

// Whether this system opens paths without following links: openat2, Linux 5.6.
bool canOpenForCallers();

}  // namespace grading
