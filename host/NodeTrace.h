// Which lines of the nodes' files the program is in: what a debugger's backtrace says, of the four
// files that a student writes.
#pragma once

namespace host {

// Writes where the caller was called from, innermost first: at most three lines like
//   "  MP2Node.cpp:87 in MP2Node::clientRead" and "  called from MP2Node.cpp:90 in ...".
// Nothing if none of the nodes' code is running. For signal handlers: asks for no memory. Lines are
// named by the addr2line that every compiler comes with; without it there are addresses. Only with
// the GNU C library; nothing elsewhere.
void writeNodeTrace(int descriptor);

}  // namespace host
