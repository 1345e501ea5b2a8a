// Small text files, read whole: for the parsers of conf files and of schedules.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace host {

// Appends the file at `path` to *text, but stops soon after maxBytes: whoever finds more than that
// in *text has some other file. Waits for nothing, a pipe, say. Returns the reason for a failure
// (no such file, a directory, …), or "".
std::string readTextFile(const std::string& path, size_t maxBytes, std::string* text);

// `text` without the byte order mark that some editors put before UTF-8, if it has one.
std::string_view withoutByteOrderMark(std::string_view text);

// Whether `text` holds bytes that no text does: control characters other than blanks and line ends.
bool isBinary(std::string_view text);

// Without the blanks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace host
