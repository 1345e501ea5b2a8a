#include "cli/OutputFiles.h"

#include <cerrno>
#include <cstring>
#include <iostream>

#include <sys/stat.h>
#include <unistd.h>

#include "grading/WholeFile.h"

namespace cli {

bool OutputFiles::open(const std::string& folder, std::string* error) {
  const std::string prefix = prefixOf(folder);
  dbgLog = sim::OutputFile::create(prefix + "dbg.log", error);
  if (dbgLog) statsLog = sim::OutputFile::create(prefix + "stats.log", error);
  if (statsLog) msgCount = sim::OutputFile::create(prefix + "msgcount.log", error);
  if (msgCount) return true;
  if (statsLog) statsLog->discard();
  if (dbgLog) dbgLog->discard();
  return false;
}

bool OutputFiles::close() {
  bool written = true;
  for (sim::OutputFile* file : {dbgLog.get(), statsLog.get(), msgCount.get()}) {
    if (file->close()) continue;
    written = false;
    std::cerr << file->error() << "\n";
  }
  return written;
}

std::string prefixOf(const std::string& folder) { return folder.empty() ? "" : folder + "/"; }

bool makeFolder(const std::string& folder, std::string* error) {
  if (folder.empty() || ::mkdir(folder.c_str(), 0777) == 0) return true;
  if (errno != EEXIST) {
    *error = folder + ": cannot be made: " + std::strerror(errno);
    return false;
  }
  if (::access((folder + "/.").c_str(), W_OK) == 0) return true;
  *error = folder + ": cannot be written: " + std::strerror(errno);
  return false;
}

bool writeFile(const std::string& path, const std::string& text) {
  const std::string error = grading::writeWholeFile(path, text);
  if (error.empty()) return true;
  std::cerr << error << "\n";
  return false;
}

}  // namespace cli
