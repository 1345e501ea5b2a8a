#include "grading/confine/LastWords.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

#include "grading/score/Wording.h"

namespace grading {

namespace {

// A submission may print anything, even what it has read elsewhere; this much of it is shown.
constexpr size_t kMostOfLine = 300;
constexpr size_t kMostOfText = 100;

constexpr std::string_view kPlace = " at tick ";
constexpr std::string_view kOutside = " outside of the peers' code";

std::vector<std::string> printableLines(const std::string& said) {
  std::vector<std::string> lines;
  std::istringstream text(said);
  for (std::string line; std::getline(text, line);) {
    lines.push_back(cut(inOneLine(line), kMostOfLine));
  }
  return lines;
}

bool isOfEarlyEnd(const std::string& line) {
  for (const char* start : {"crashed with signal ", "interrupted at ", "exit() was called at "}) {
    if (line.starts_with(start)) return true;
  }
  return false;
}

// The C library's messages before it aborts a program: a failed assert(), or misused memory.
bool isReasonToAbort(const std::string& line) {
  for (const char* sign : {"Assertion `", "free(): ", "malloc(): ", "realloc(): ", "double free",
                           "corrupted ", "stack smashing"}) {
    if (line.find(sign) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

LastWords lastWordsOf(const std::string& said) {
  const std::vector<std::string> lines = printableLines(said);
  LastWords words;
  if (lines.empty()) return words;
  words.lastLine = cut(lines.back(), kMostOfText);
  size_t line = lines.size();
  while (line > 0 && !isOfEarlyEnd(lines[line - 1])) --line;
  if (line == 0) return words;
  const std::string& end = lines[line - 1];
  // An exception's text may hold anything, so the position is the last one in the line.
  const size_t place = std::min(end.rfind(kPlace), end.rfind(kOutside));
  words.what = end.substr(0, place);
  if (words.what.ends_with(')') && line > 1 && isReasonToAbort(lines[line - 2])) {
    words.what.insert(words.what.size() - 1, "; " + cut(lines[line - 2], kMostOfText));
  }
  if (place != std::string::npos) words.where = end.substr(place + 1);
  const char* separator = ": ";
  for (; line < lines.size() && lines[line].starts_with("  "); ++line) {
    words.where += separator + lines[line].substr(2);
    separator = ", ";
  }
  return words;
}

}  // namespace grading
