// Files that are there whole or not at all, whatever happens meanwhile. For the grader and for
// cli/.
#pragma once

#include <string>
#include <string_view>

namespace grading {

// The bytes of the file at `path`; "" if it cannot be read.
std::string readWholeFile(const std::string& path);

// Writes `text` beside `path` and renames it, so that a file that was there stays until then. "-"
// is standard output; what is no usual file, a device, is written in place. Returns what went
// wrong, or "".
std::string writeWholeFile(const std::string& path, std::string_view text);

// What would go wrong with writeWholeFile there now, or "". Found out by trying; what is there
// stays as it is, and nothing new stays.
std::string whyUnwritable(const std::string& path);

// Appends `text` at once: it stands in one piece also if several processes append. The file must
// exist. Returns what went wrong, or "".
std::string appendWhole(const std::string& path, std::string_view text);

}  // namespace grading
