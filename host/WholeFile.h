// Writes files as a whole or not at all, even if the process is interrupted; and makes the folders
// for them.
#pragma once

#include <string>
#include <string_view>

namespace host {

// Returns the bytes of the file at `path`; "" if it cannot be read.
std::string readWholeFile(const std::string& path);

// Writes `text` to a file beside `path` and renames it, so that an existing file stays until then.
// "-" is standard output; a file that is not regular, such as a device, is written in place.
// Returns the error, or "".
std::string writeWholeFile(const std::string& path, std::string_view text);

// Returns the error that writeWholeFile would give there now, or "". Tries it, but leaves an
// existing file unchanged and no new file behind.
std::string whyUnwritable(const std::string& path);

// The path without links, `.` and `..`, as far as its folders exist: two paths to one file are the
// same. The path itself if that cannot be found out.
std::string canonicalPath(const std::string& path);

// Appends `text` in one call, so that it stays in one piece if several processes append. The file
// must exist. Returns the error, or "".
std::string appendWhole(const std::string& path, std::string_view text);

// Makes the folder, if it does not exist ("" always does). Returns false, with the reason in
// *error, if that fails, or if files cannot be written there.
bool makeFolder(const std::string& folder, std::string* error);

}  // namespace host
