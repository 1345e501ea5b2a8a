// Standard output as a file that can be full or closed.
#pragma once

#include <string>

namespace host {

// Fills the places of those of stdin, stdout and stderr that are closed, so that no file that is
// opened later takes one and gets what is meant for a screen. What is written there still fails.
// REQUIRES: called first in main().
void reserveStandardStreams();

// Whether standard error is a terminal.
bool isTerminalStderr();

// Writes out what is buffered for standard output. Returns "", or, if anything printed until now is
// lost (a full disk, a closed stream): "standard output: cannot be written: reason".
std::string finishStandardOutput();

}  // namespace host
