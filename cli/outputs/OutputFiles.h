// The files that one run writes.
#pragma once

#include <memory>
#include <string>

#include "host/OutputFile.h"

namespace cli {

struct OutputFiles {
  std::unique_ptr<host::OutputFile> dbgLog;
  std::unique_ptr<host::OutputFile> statsLog;
  std::unique_ptr<host::OutputFile> msgCount;

  // Opens all three in `folder` ("" = the current one) or, with the reason in *error, none of them,
  // and nothing changed on the disk.
  bool open(const std::string& folder, std::string* error);

  // Leaves the files on the disk as they were before open(). Call it before anything is written.
  void discard();

  // Closes all files. Reports errors on stderr, and returns false if there was one.
  bool close();
};

// The folder's name as a prefix of a file's: "" or "folder/".
std::string prefixOf(const std::string& folder);

// Writes a whole file (host/WholeFile.h). Reports an error on stderr, and returns false if there
// was one.
bool writeFile(const std::string& path, const std::string& text);

// The line that says where a page is.
std::string pageNote(const std::string& path);

}  // namespace cli
