// What is said, and saved, when the program ends before its run does: a node's code crashes, hangs
// until somebody interrupts it, or calls exit().
#pragma once

namespace host {

// From now on an early end completes the open OutputFiles and says what happened, and at which
// tick, in which call of which peer (RunPosition.h):
//   "crashed with signal 11 (Segmentation fault) at tick 150, in peer 4's MP2Node::clientRead"
// or "interrupted at ..." or "exit() was called at ...", and below it the lines of the nodes' files
// (NodeTrace.h). A crash or an interrupt then goes its usual way; exit() within a peer's code
// becomes exit status 1. SIGINT, SIGTERM and SIGHUP can also end a run in good order:
// Interruption.h. A pipe that nobody reads any more (SIGPIPE) ends the program without a word.
// REQUIRES: called from main() itself or close to it: the stack is measured from here.
void reportEarlyEnds();

// Where to say it, instead of stderr. The lines of the nodes' files are left out there.
void reportEarlyEndsTo(int descriptor);

// Writes the text, as far as that is possible. Async-signal-safe.
void writeText(int descriptor, const char* text);

}  // namespace host
