// Files that are there whole or not at all, whatever happens meanwhile; and
// the folders that they are written to.
#pragma once

#include <string>
#include <string_view>

namespace host {

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

// Makes the folder, if it is not there ("" always is). False, with the reason in *error, if that
// cannot be, or nothing can be written there.
bool makeFolder(const std::string& folder, std::string* error);

}  // namespace host
