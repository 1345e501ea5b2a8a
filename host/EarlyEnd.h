// Reports and saves the state of a run when the program ends early: a node's code crashes, hangs
// until the user interrupts it, or calls exit().
#pragma once

#include <string>
#include <vector>

namespace host {

// From now on an early end completes the open OutputFiles and prints what happened, at which tick,
// and in which call of which peer (RunPosition.h):
//   "crashed with signal 11 (Segmentation fault) at tick 150, in peer 4's MP2Node::clientRead"
// or "interrupted at ..." ("interrupted after 812345 messages at ..." if they must be why the run
// takes long) or "exit() was called at ...", followed by the lines of the nodes' files
// (NodeTrace.h). A crash or an interrupt then takes its usual course; exit() within a peer's code
// becomes exit status 1. SIGINT, SIGTERM and SIGHUP can also end a run in an orderly way:
// Interruption.h. If a node's code sends one of them to its own process, that counts as a crash.
// A pipe without a reader (SIGPIPE) ends the program without a message.
// REQUIRES: called from main() itself or close to it, because the stack is measured from here.
void reportEarlyEnds();

// What an early end runs after its message, if the process reports to the screen: this program
// again, with these arguments and the message as the last one, and *input, as it is then, on its
// standard input. *input may grow until then, and must stay where it is. Null: nothing. Not in
// copies of this process.
void runAtEarlyEnd(std::vector<std::string> arguments, const std::string* input);

// Sets where to print this, instead of stderr. The lines of the nodes' files are left out there.
// A forked child that runs nodes calls this first.
void reportEarlyEndsTo(int descriptor);

// Reports a call of exit() and ends the program with status 1. In a copy of the process that a node
// has made, it is _exit().
[[noreturn]] void endByNode(int status);

// The names of exit(), _exit(), _Exit() and quick_exit() in the nodes' code: tests/tools/
// isolate_nodes.sh renames them, so that no way out passes for a complete run.
extern "C" {
[[noreturn]] void nodes_exit(int status);
[[noreturn]] void nodes__exit(int status);
[[noreturn]] void nodes__Exit(int status);
[[noreturn]] void nodes_quick_exit(int status);
}

// Writes the text, as far as that is possible. Async-signal-safe.
void writeText(int descriptor, const char* text);

}  // namespace host
