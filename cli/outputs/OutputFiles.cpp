#include "cli/outputs/OutputFiles.h"

#include <iostream>

#include "host/WholeFile.h"

namespace cli {

bool OutputFiles::open(const std::string& folder, std::string* error) {
  const std::string prefix = prefixOf(folder);
  dbgLog = host::OutputFile::create(prefix + "dbg.log", error);
  if (dbgLog) statsLog = host::OutputFile::create(prefix + "stats.log", error);
  if (statsLog) msgCount = host::OutputFile::create(prefix + "msgcount.log", error);
  if (msgCount) return true;
  discard();
  return false;
}

void OutputFiles::discard() {
  for (std::unique_ptr<host::OutputFile>* file : {&dbgLog, &statsLog, &msgCount}) {
    if (*file) (*file)->discard();
    file->reset();
  }
}

bool OutputFiles::close() {
  bool written = true;
  for (host::OutputFile* file : {dbgLog.get(), statsLog.get(), msgCount.get()}) {
    if (file->close()) continue;
    written = false;
    std::cerr << file->error() << "\n";
  }
  return written;
}

std::string prefixOf(const std::string& folder) { return folder.empty() ? "" : folder + "/"; }

bool writeFile(const std::string& path, const std::string& text) {
  const std::string error = host::writeWholeFile(path, text);
  if (error.empty()) return true;
  std::cerr << error << "\n";
  return false;
}

std::string pageNote(const std::string& path) {
  return "page: " + path + " (open it in a browser)\n";
}

}  // namespace cli
