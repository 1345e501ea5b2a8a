#include "grading/confine/CompilerText.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string_view>

#include "grading/intake/Submission.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

// `FILE:LINE:...`, the start of messages.
struct Place {
  std::string_view file;  // Empty if the line has none.
  std::string_view line;
};

Place placeOf(std::string_view text, std::string_view folder) {
  if (text.empty() || std::isspace(static_cast<unsigned char>(text.front())) != 0) return {};
  const size_t colon = text.find(':', text.starts_with(folder) ? folder.size() : 0);
  if (colon == std::string_view::npos) return {};
  size_t end = colon + 1;
  while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
  const bool isNumber = end > colon + 1 && end < text.size() && text[end] == ':';
  if (!isNumber) return {};
  return {text.substr(0, colon), text.substr(colon + 1, end - colon - 1)};
}

bool isSubmitted(std::string_view file, std::string_view folder) {
  if (!file.starts_with(folder)) return false;
  file.remove_prefix(folder.size());
  const auto& names = submittedNames();
  return std::find(names.begin(), names.end(), file) != names.end();
}

// A file of the course, whose path is relative, or of the compiler and its libraries.
bool isCommon(std::string_view file) {
  if (file.starts_with('/')) return file.starts_with("/usr/") && file.find("/..") == file.npos;
  return file.find("..") == file.npos && !file.starts_with("build/") && !file.starts_with("tests/");
}

// Whether a line after a message is a tool's own, and not of a source file: those are indented, or
// follow their number, or, with older compilers, are unchanged.
bool isByTools(std::string_view line, std::string_view folder) {
  for (const char* start : {"In file included from ", "                 from ", "make", "compile ",
                            "link ", "note: ", "compilation terminated.", "cc1plus", "collect2"}) {
    if (line.starts_with(start)) return true;
  }
  // "MP1Node.cpp: In member function ...:"
  if (!line.starts_with(folder)) return false;
  return isSubmitted(line.substr(0, line.find(':', folder.size())), folder);
}

}  // namespace

std::string shownCompilerText(const std::string& said, const std::string& folder) {
  std::istringstream lines(said);
  std::string shown;
  bool isForeign = false;  // The last message was about another file.
  for (std::string line; std::getline(lines, line);) {
    const Place place = placeOf(line, folder);
    if (!place.file.empty()) {
      isForeign = !isSubmitted(place.file, folder);
      if (isForeign && !isCommon(place.file)) {
        line = std::string(place.file) + ":" + std::string(place.line) +
               ": (a message about a file that is not the submission's)";
      }
    } else if (isForeign && isByTools(line, folder)) {
      isForeign = false;
    } else if (isForeign) {
      continue;
    }
    shown += inOneLine(line) + "\n";
  }
  return shown;
}

}  // namespace grading
