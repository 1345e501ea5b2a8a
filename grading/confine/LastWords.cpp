#include "grading/confine/LastWords.h"

#include <algorithm>
#include <charconv>
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

constexpr std::string_view kCrash = "crashed with signal ";
constexpr std::string_view kFlooded = "interrupted after ";

SaidEnd endIn(const std::string& line) {
  if (line.starts_with(kCrash)) return SaidEnd::Crash;
  if (line.starts_with("interrupted at ") || line.starts_with(kFlooded))
    return SaidEnd::Interruption;
  if (line.starts_with("exit() was called at ")) return SaidEnd::ExitCall;
  return SaidEnd::Nothing;
}

// The C library's messages before it aborts a program: a failed assert(), or misused memory.
bool isReasonToAbort(const std::string& line) {
  for (const char* sign : {"Assertion `", "free(): ", "malloc(): ", "realloc(): ", "double free",
                           "corrupted ", "stack smashing"}) {
    if (line.find(sign) != std::string::npos) return true;
  }
  return false;
}

// An assertion's program, file and function would leave no room for what it requires; the position
// has them, too.
std::string reasonIn(const std::string& line) {
  const size_t assertion = line.find("Assertion `");
  return cut(assertion == std::string::npos ? line : line.substr(assertion), kMostOfText);
}

bool takeNumber(std::string_view* text, int* number) {
  const auto taken = std::from_chars(text->data(), text->data() + text->size(), *number);
  if (taken.ec != std::errc()) return false;
  text->remove_prefix(static_cast<size_t>(taken.ptr - text->data()));
  return true;
}

bool takeText(std::string_view* text, std::string_view taken) {
  if (!text->starts_with(taken)) return false;
  text->remove_prefix(taken.size());
  return true;
}

// Reads "at tick 150, in peer 4's MP2Node::clientRead".
void readPosition(std::string_view where, LastWords* words) {
  int tick = 0;
  int peer = 0;
  if (!takeText(&where, "at tick ") || !takeNumber(&where, &tick)) return;
  if (!takeText(&where, ", in peer ") || !takeNumber(&where, &peer)) return;
  if (!takeText(&where, "'s ")) return;
  words->tick = tick;
  words->peer = peer;
  words->call = where;
}

}  // namespace

LastWords lastWordsOf(const std::string& said) {
  const std::vector<std::string> lines = printableLines(said);
  LastWords words;
  if (lines.empty()) return words;
  words.lastLine = cut(lines.back(), kMostOfText);
  size_t line = lines.size();
  while (line > 0 && endIn(lines[line - 1]) == SaidEnd::Nothing) --line;
  if (line == 0) return words;
  const std::string& end = lines[line - 1];
  words.end = endIn(end);
  // An exception's text may hold anything, so the position is the last one in the line.
  const size_t place = std::min(end.rfind(kPlace), end.rfind(kOutside));
  words.what = end.substr(0, place);
  if (words.what.ends_with(')') && line > 1 && isReasonToAbort(lines[line - 2])) {
    words.what.insert(words.what.size() - 1, "; " + reasonIn(lines[line - 2]));
  }
  if (words.end == SaidEnd::Crash) {
    const std::string_view signal =
        std::string_view(end).substr(kCrash.size());  // What begins with it is no shorter.
    std::from_chars(signal.data(), signal.data() + signal.size(), words.signal);
    words.isOfMemory = words.what.find("std::bad_alloc") != std::string::npos;
  }
  if (end.starts_with(kFlooded)) {
    const std::string_view messages = std::string_view(end).substr(kFlooded.size());
    std::from_chars(messages.data(), messages.data() + messages.size(), words.messages);
  }
  if (place != std::string::npos) words.where = end.substr(place + 1);
  readPosition(words.where, &words);
  const char* separator = ": ";
  for (; line < lines.size() && lines[line].starts_with("  "); ++line) {
    words.where += separator + lines[line].substr(2);
    separator = ", ";
  }
  return words;
}

}  // namespace grading
