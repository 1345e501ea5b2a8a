// Writes files as a whole or not at all, even if the process is interrupted; makes the folders for
// them; and finds those that must not be written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

struct NamedFile {
  std::string what;  // What it is for the user: an option, or "the conf file".
  std::string path;  // "" = there is none; "-" = standard output.
  bool isWritten = true;
};

// What the user of a command with these files cannot have meant: two outputs in one file, or one in
// the place of an input. "" if there is nothing of the kind.
std::string outputClash(const std::vector<NamedFile>& files);

// Appends `text` in one call, so that it stays in one piece if several processes append. The file
// must exist. Returns the error, or "".
std::string appendWhole(const std::string& path, std::string_view text);

// Makes the folder, if it does not exist ("" always does). Returns false, with the reason in
// *error, if that fails, or if files cannot be written there.
bool makeFolder(const std::string& folder, std::string* error);

}  // namespace host
