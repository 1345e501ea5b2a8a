// Handles standard output as a file that can be full or closed.
#pragma once

#include <string>

namespace host {

// Opens those of stdin, stdout and stderr that are closed, so that no file opened later takes their
// place and gets output for a screen. Writing to them still fails.
// REQUIRES: called first in main().
void reserveStandardStreams();

// Returns whether standard error is a terminal.
bool isTerminalStderr();

// Flushes standard output. Returns "", or, if any printed text is lost (a full disk, a closed
// stream): "standard output: cannot be written: reason".
std::string finishStandardOutput();

}  // namespace host
