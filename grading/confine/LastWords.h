// Parses the report on stderr of a run that ended early (host/EarlyEnd.h), for the note in its
// grade. A submission can write there, too: the text is shown, and nothing is concluded from it.
#pragma once

#include <string>

namespace grading {

struct LastWords {
  // "crashed with signal 11 (Segmentation fault)", "interrupted" or "exit() was called"; "" if
  // there is no such report.
  std::string what;
  // "at tick 150, in peer 4's MP2Node::clientRead: MP2Node.cpp:87 in MP2Node::clientRead, called
  // from ...".
  std::string where;
  std::string lastLine;  // The last line of the output.
};

// All fields are printable.
LastWords lastWordsOf(const std::string& said);

}  // namespace grading
