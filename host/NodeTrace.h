// Finds the lines of the nodes' files that the program is executing: a backtrace that has only the
// four files that a student writes.
#pragma once

namespace host {

// Writes the calls that led here, innermost first: at most three lines like
//   "  MP2Node.cpp:87 in MP2Node::clientRead" and "  called from MP2Node.cpp:90 in ...".
// Writes nothing if none of the nodes' code is running. For signal handlers: allocates no memory.
// The line numbers come from addr2line, which every compiler comes with; without it, the lines have
// addresses. Works only with the GNU C library; elsewhere it does nothing.
void writeNodeTrace(int descriptor);

}  // namespace host
