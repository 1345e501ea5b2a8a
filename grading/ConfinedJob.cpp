#include "grading/ConfinedJob.h"

#include <filesystem>
#include <string>
#include <system_error>

#include "sim/OutputFile.h"

namespace grading {

int beConfined(const Confined& confined, int descriptor) {
  return sim::writeWhole(descriptor, toBytes(runConfined(confined))) == 0 ? 0 : 1;
}

int beConfinedAfresh(const Confined& confined, int descriptor) {
  std::error_code ignored;
  std::filesystem::remove_all(confined.folder, ignored);
  std::filesystem::create_directory(confined.folder, ignored);
  return beConfined(confined, descriptor);
}

ConfinedOutcome outcomeOf(const sim::JobOutcome& job) {
  if (const auto outcome = outcomeFrom(job.output)) return *outcome;
  ConfinedOutcome lost;
  lost.killedBy = job.killedBy;
  lost.exitCode = job.exitCode;
  return lost;
}

std::string runInJob(const Confined& confined, StepProgress* progress, ConfinedOutcome* outcome) {
  std::string error;
  sim::runJobs(
      0, 0, 1, [&](uint64_t, int descriptor) { return beConfined(confined, descriptor); },
      [&](uint64_t, const sim::JobOutcome& job) { *outcome = outcomeOf(job); }, &error, nullptr,
      [&](uint64_t done) { progress->show(done); });
  return error;
}

}  // namespace grading
