#include "grading/confine/ConfinedJob.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "host/OutputFile.h"

namespace grading {

namespace {

namespace files = std::filesystem;

// A file that distinguishes a run's folder from a user's other folders beside it.
constexpr const char* kRunMark = ".run";

}  // namespace

int beConfined(const Confined& confined, int descriptor) {
  return host::writeWhole(descriptor, toBytes(runConfined(confined))) == 0 ? 0 : 1;
}

int beConfinedAfresh(const Confined& confined, int descriptor) {
  std::error_code ignored;
  files::remove_all(confined.folder, ignored);
  files::create_directory(confined.folder, ignored);
  std::ofstream(files::path(confined.folder) / kRunMark).flush();
  return beConfined(confined, descriptor);
}

void removeRunFolders(const std::string& folder) {
  std::vector<files::path> left;
  std::error_code ignored;
  for (const auto& entry : files::directory_iterator(folder, ignored)) {
    const bool isFolder = entry.symlink_status(ignored).type() == files::file_type::directory;
    const files::path mark = entry.path() / kRunMark;
    if (isFolder && files::is_regular_file(files::symlink_status(mark, ignored))) {
      left.push_back(entry.path());
    }
  }
  // A killed process may write for a moment longer.
  for (int tries = 0; tries < 20 && !left.empty(); ++tries) {
    std::erase_if(left, [](const files::path& path) {
      std::error_code failure;
      files::remove_all(path, failure);
      return !failure;
    });
    if (!left.empty()) ::usleep(20'000);
  }
}

ConfinedOutcome outcomeOf(const host::JobOutcome& job) {
  if (const auto outcome = outcomeFrom(job.output)) return *outcome;
  ConfinedOutcome lost;
  lost.killedBy = job.killedBy;
  lost.exitCode = job.exitCode;
  return lost;
}

std::string runInJob(const Confined& confined, StepProgress* progress, ConfinedOutcome* outcome) {
  std::string error;
  host::runJobs(
      0, 0, 1, [&](uint64_t, int descriptor) { return beConfined(confined, descriptor); },
      [&](uint64_t, const host::JobOutcome& job) { *outcome = outcomeOf(job); }, &error, nullptr,
      [&](uint64_t done) { progress->show(done); });
  return error;
}

}  // namespace grading
