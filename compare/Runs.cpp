#include "compare/Runs.h"

#include <exception>
#include <stdexcept>
#include <utility>

#include "Laboratory.h"
#include "compare/Plan.h"
#include "host/JobPool.h"
#include "host/OutputFile.h"
#include "host/Words.h"
#include "lab/ScheduleText.h"

namespace compare {

namespace {

int carryOutOne(const Run& run, int descriptor) {
  std::string text;
  int status = 0;
  try {
    const auto [params, schedule] = prepare(run);
    text = measure(params, schedule).text();
  } catch (const std::exception& error) {
    text = error.what();
    status = 1;
  }
  return host::writeWhole(descriptor, text) == 0 ? status : 1;
}

}  // namespace

std::pair<Params, lab::Schedule> prepare(const Run& run) {
  Params params;
  std::vector<std::string> errors;
  if (!params.load(kConf, run.overrides, &errors)) {
    throw std::runtime_error(host::joined(errors, "\n"));
  }
  params.SEED = run.seed;
  lab::Schedule schedule = run.schedule.empty() ? makeSchedule(params, &errors)
                                                : lab::readScheduleText(run.schedule, "schedule",
                                                                        params.MAX_NNB, &errors);
  if (!errors.empty()) throw std::runtime_error(host::joined(errors, "\n"));
  lab::Schedule more;
  more.faults = run.faults;
  schedule.add(more);
  return {params, schedule};
}

std::vector<Sample> carryOut(const std::vector<Run>& runs, int jobs, const OnProgress& onProgress) {
  std::vector<Sample> samples;
  if (runs.empty()) return samples;
  std::string error;
  const auto body = [&](uint64_t index, int descriptor) {
    return carryOutOne(runs[index], descriptor);
  };
  const auto report = [&](uint64_t, const host::JobOutcome& outcome) {
    const std::optional<Sample> sample = readSample(outcome.output);
    if (sample) {
      samples.push_back(*sample);
    } else if (error.empty()) {
      error = "a run ended with " + host::endText(outcome.exitCode, outcome.killedBy) + ": " +
              outcome.output;
    }
  };
  std::string noProcess;
  const bool able = host::runJobs(0, runs.size() - 1, jobs, body, report, &noProcess, nullptr,
                                  [&](uint64_t over) { onProgress(over); });
  if (!able) throw std::runtime_error(noProcess);
  if (!error.empty()) throw std::runtime_error(error);
  if (samples.size() < runs.size()) throw std::runtime_error("interrupted");
  return samples;
}

}  // namespace compare
