// Reads small text files as a whole, for the parsers of conf files and of schedules.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace host {

// Appends the file at `path` to *text, but stops soon after maxBytes: a caller that finds more than
// that in *text has a wrong file. Never blocks, not even on a pipe. Returns the reason of a failure
// (no such file, a directory, …), or "".
std::string readTextFile(const std::string& path, size_t maxBytes, std::string* text);

// Returns `text` without the byte order mark that some editors put before UTF-8.
std::string_view withoutByteOrderMark(std::string_view text);

// Returns whether `text` holds control characters other than blanks and line ends, which no text
// has.
bool isBinary(std::string_view text);

// Returns the text without the blanks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace host
