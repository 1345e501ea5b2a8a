#include "grading/ConfinedJob.h"

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include <unistd.h>

namespace grading {

int beConfined(const Confined& confined, int descriptor) {
  const std::string bytes = toBytes(runConfined(confined));
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t size = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (size < 0 && errno != EINTR) return 1;
    if (size > 0) done += static_cast<size_t>(size);
  }
  return 0;
}

int beTestRun(const TestRun& run, int descriptor) {
  std::error_code ignored;
  std::filesystem::remove_all(run.folder, ignored);
  std::filesystem::create_directory(run.folder, ignored);
  return beConfined(confinedRun(run), descriptor);
}

ConfinedOutcome outcomeOf(const sim::JobOutcome& job) {
  if (const auto outcome = outcomeFrom(job.output)) return *outcome;
  ConfinedOutcome lost;
  lost.killedBy = job.killedBy;
  lost.exitCode = job.exitCode;
  return lost;
}

std::string runInJob(const Confined& confined, ConfinedOutcome* outcome) {
  std::string error;
  sim::runJobs(
      0, 0, 1, [&](uint64_t, int descriptor) { return beConfined(confined, descriptor); },
      [&](uint64_t, const sim::JobOutcome& job) { *outcome = outcomeOf(job); }, &error);
  return error;
}

}  // namespace grading
