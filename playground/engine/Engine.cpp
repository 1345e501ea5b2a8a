#include "playground/engine/Engine.h"

#include <memory>
#include <optional>
#include <sstream>

#include "Laboratory.h"
#include "Params.h"
#include "Simulation.h"
#include "check/RunCheck.h"
#include "host/Conf.h"
#include "host/OutputFile.h"
#include "lab/ScheduleText.h"
#include "playground/engine/AsItWent.h"
#include "stores/Design.h"

namespace playground {

namespace {

// Returns the error, or "".
std::string writeFile(const char* path, const std::string& text) {
  std::string error;
  const std::unique_ptr<host::OutputFile> file = host::OutputFile::create(path, &error);
  if (file == nullptr) return error;
  file->append(text);
  return file->close() ? "" : file->error();
}

std::vector<std::string> overridesOf(const Request& request) {
  std::vector<std::string> overrides = request.settings;
  if (request.schedule.empty()) return overrides;
  std::erase_if(overrides, [](const std::string& text) {
    host::ConfErrors errors;
    return host::readConfOverride(text, &errors).key == "FAULTS";
  });
  overrides.push_back(std::string("FAULTS=") + kScheduleFile);
  return overrides;
}

struct Prepared {
  Params params;
  lab::Schedule schedule;
};

std::optional<Prepared> prepare(const Request& request, std::vector<std::string>* errors) {
  std::string error = writeFile(kConfFile, request.conf);
  if (error.empty() && !request.schedule.empty()) {
    error = writeFile(kScheduleFile, request.schedule);
  }
  if (!error.empty()) {
    errors->push_back(error);
    return std::nullopt;
  }
  Prepared prepared;
  if (!prepared.params.load(kConfFile, overridesOf(request), errors)) return std::nullopt;
  prepared.params.SEED = request.seed;
  prepared.schedule = makeSchedule(prepared.params, errors);
  if (!errors->empty()) return std::nullopt;
  return prepared;
}

}  // namespace

Outcome run(const Request& request) {
  Outcome outcome;
  const std::optional<Prepared> prepared = prepare(request, &outcome.errors);
  if (!prepared) return outcome;
  outcome.notes = settingsWithoutEffect(prepared->params, prepared->schedule);
  RunFollower followed;
  host::MemoryOutput unseen;
  host::MemoryOutput trace;
  std::ostringstream progress;
  check::RunCheck check(
      check::levelNamed(prepared->params.DEMAND).value_or(check::Level::Linearizable));
  const TraceRequest traceRequest = {&trace, kConfFile, request.replay, {}};
  RunOutputs outputs = {&unseen, &unseen, nullptr, &progress};
  outputs.check = &check;
  outputs.decisions = &followed.decisions;
  outputs.calls = &followed.calls;
  outputs.watcher = &followed;
  outputs.trace = &traceRequest;
  const RunResult result = simulate(prepared->params, prepared->schedule, outputs);
  if (!result.failure.empty()) outcome.notes.push_back(result.failure);
  for (const lab::IneffectiveEvent& event : result.ineffectiveEvents) {
    outcome.notes.push_back(std::string(kScheduleFile) + ":" + std::to_string(event.line) + ": " +
                            event.sentence);
  }
  outcome.trace = trace.text();
  outcome.schedule = lab::scheduleText(asItWent(prepared->params, prepared->schedule, followed));
  outcome.isExact = prepared->params.isLaboratory();
  return outcome;
}

std::vector<std::string> designs() {
  std::vector<std::string> names;
  for (const StoreDesign& design : storeDesigns()) names.push_back(design.name);
  return names;
}

}  // namespace playground
