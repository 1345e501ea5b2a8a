#include "CourseText.h"

#include <cerrno>
#include <cstdlib>
#include <limits>
#include <stdexcept>

namespace course {

namespace {

const size_t kQuotedCharacters = 100;

// A text that somebody can read in one line: bytes that are not printable ASCII become `?`.
std::string quoted(const std::string& text) {
  std::string shown = text.substr(0, kQuotedCharacters);
  for (char& c : shown) {
    if (c < ' ' || c > '~') c = '?';
  }
  return "\"" + shown + (text.size() > kQuotedCharacters ? "..." : "") + "\"";
}

// Allocates: it must not be called for a text that can be read.
std::string unreadable(const char* call, const char* className, const std::string& text) {
  return std::string(call) + ": " + className + "(" + quoted(text) + ") cannot be read";
}

// Reads the number at the start of `text` as stoi does.
TextFault readIntAt(const char* text, int* number) {
  const int callersErrno = errno;
  char* end = nullptr;
  errno = 0;
  const long parsed = std::strtol(text, &end, 10);
  const bool overflows = errno == ERANGE || parsed < std::numeric_limits<int>::min() ||
                         parsed > std::numeric_limits<int>::max();
  errno = callersErrno;
  if (end == text) return TextFault::NoNumber;
  if (overflows) return TextFault::NumberTooLarge;
  *number = static_cast<int>(parsed);
  return TextFault::None;
}

}  // namespace

TextFault readInt(const std::string& text, int* number) { return readIntAt(text.c_str(), number); }

TextFault readAddressText(const std::string& text, int* id, short* port) {
  const size_t colon = text.find(':');
  const size_t portStart = colon == std::string::npos ? 0 : colon + 1;
  int wholePort = 0;
  // No copy of the part before the colon: a number ends there.
  const TextFault idFault = readIntAt(text.c_str(), id);
  const TextFault portFault = readIntAt(text.c_str() + portStart, &wholePort);
  *port = static_cast<short>(wholePort);
  return idFault != TextFault::None ? idFault : portFault;
}

TextFault readEntryText(const std::string& text, std::string* value, int* timestamp, int* replica) {
  FieldReader fields(text, ":");
  *value = fields.text(0);
  *timestamp = fields.number(1);
  *replica = fields.number(2);
  return fields.fault();
}

FieldReader::FieldReader(const std::string& text, const std::string& delimiter)
    : fault_(TextFault::None) {
  size_t start = 0;
  for (size_t end = text.find(delimiter); end != std::string::npos;
       end = text.find(delimiter, start)) {
    fields_.push_back(text.substr(start, end - start));
    start = end + delimiter.size();
  }
  fields_.push_back(text.substr(start));
}

std::string FieldReader::text(size_t index) {
  if (index < fields_.size()) return fields_[index];
  note(TextFault::MissingField);
  return "";
}

int FieldReader::number(size_t index) {
  int number = 0;
  // A missing field is the first fault, so that an empty one is not noted as well.
  note(readInt(text(index), &number));
  return number;
}

void FieldReader::note(TextFault fault) {
  if (fault_ == TextFault::None) fault_ = fault;
}

void throwUnreadable(TextFault fault, const char* className, const std::string& text) {
  switch (fault) {
    case TextFault::None: return;
    case TextFault::MissingField: throw std::out_of_range(unreadable("at", className, text));
    case TextFault::NoNumber: throw std::invalid_argument(unreadable("stoi", className, text));
    case TextFault::NumberTooLarge: throw std::out_of_range(unreadable("stoi", className, text));
  }
}

}  // namespace course
