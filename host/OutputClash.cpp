#include "host/OutputClash.h"

#include <map>

#include "host/WholeFile.h"

namespace host {

std::string outputClash(const std::vector<NamedFile>& files) {
  std::map<std::string, const NamedFile*> known;
  for (const NamedFile& file : files) {
    if (file.path.empty()) continue;
    const bool isOnScreen = file.path == "-" && file.isWritten;
    const std::string place = isOnScreen ? file.path : canonicalPath(file.path);
    const auto [other, isNew] = known.try_emplace(place, &file);
    // Two inputs may well be one file.
    if (isNew || !(file.isWritten || other->second->isWritten)) continue;
    const std::string both = other->second->what + " and " + file.what;
    if (isOnScreen) return both + ": one of the two is allowed on standard output";
    return file.path + ": " + both + " would be the same file";
  }
  return "";
}

}  // namespace host
