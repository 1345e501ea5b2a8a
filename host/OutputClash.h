// Files of one command that must not be the same.
#pragma once

#include <string>
#include <vector>

namespace host {

struct NamedFile {
  std::string what;  // What it is for the user: an option, or "the conf file".
  std::string path;  // "" = there is none; "-" = standard output.
  bool isWritten = true;
};

// What the user cannot have meant: two outputs in one file, or one in the place of an input. "" if
// there is nothing of the kind.
std::string outputClash(const std::vector<NamedFile>& files);

}  // namespace host
