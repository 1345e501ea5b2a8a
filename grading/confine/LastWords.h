// Parses the report on stderr of a run that ended early (host/EarlyEnd.h), for the note in its
// grade. A submission can write there, too: the text is shown, and decides nothing but how the
// end is worded.
#pragma once

#include <cstdint>
#include <string>

namespace grading {

// What the run said of its end: nothing, or one of the ends that host/EarlyEnd.h tells.
enum class SaidEnd : uint8_t { Nothing, Crash, Interruption, ExitCall };

struct LastWords {
  SaidEnd end = SaidEnd::Nothing;
  int signal = 0;           // Of a crash.
  uint64_t messages = 0;    // Of an interruption: those sent, if they are why the run took so long.
  bool isOfMemory = false;  // A crash, because there was no more memory.
  // "crashed with signal 11 (Segmentation fault)", "interrupted" or "exit() was called"; "" if
  // there is no such report.
  std::string what;
  // "at tick 150, in peer 4's MP2Node::clientRead: MP2Node.cpp:87 in MP2Node::clientRead, called
  // from ...".
  std::string where;
  // The same position. "", 0 and -1 if it is not known, or outside of the peers' code.
  std::string call;
  int peer = 0;
  int tick = -1;
  std::string lastLine;  // The last line of the output.
};

// All fields are printable.
LastWords lastWordsOf(const std::string& said);

}  // namespace grading
