// The files that one run writes.
#pragma once

#include <memory>
#include <string>

#include "sim/OutputFile.h"

namespace cli {

struct OutputFiles {
  std::unique_ptr<sim::OutputFile> dbgLog;
  std::unique_ptr<sim::OutputFile> statsLog;
  std::unique_ptr<sim::OutputFile> msgCount;

  // Opens all three in `folder` ("" = the current one) or, with the reason in *error, none of them,
  // and nothing changed on the disk.
  bool open(const std::string& folder, std::string* error);

  // Closes all; what could not be written goes to stderr. False if there was such.
  bool close();
};

// The folder's name as a prefix of a file's: "" or "folder/".
std::string prefixOf(const std::string& folder);

// Makes the folder, if it is not there ("" always is). False, with the reason in *error, if that
// cannot be, or nothing can be written there.
bool makeFolder(const std::string& folder, std::string* error);

// Writes a whole file (grading/WholeFile.h); what goes wrong goes to stderr. False if something
// did.
bool writeFile(const std::string& path, const std::string& text);

}  // namespace cli
