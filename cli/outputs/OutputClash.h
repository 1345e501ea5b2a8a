// Files of one command that must not be the same.
#pragma once

#include <string>
#include <vector>

#include "cli/outputs/TraceOutputs.h"

namespace cli {

struct NamedFile {
  std::string what;  // What it is for the user: an option, or "the conf file".
  std::string path;  // "" = there is none; "-" = standard output.
  bool isWritten = true;
};

// What the user cannot have meant: two outputs in one file, or one in the place of an input. "" if
// there is nothing of the kind.
std::string outputClash(const std::vector<NamedFile>& files);

// Appends those of the chosen outputs that go to files.
void addFiles(const std::vector<ChosenOutput>& chosen, std::vector<NamedFile>* files);

}  // namespace cli
