#include "cli/Failure.h"

#include <vector>

#include "check/base/Level.h"
#include "check/base/Wording.h"
#include "cli/RunFault.h"
#include "host/Conf.h"
#include "host/Lines.h"
#include "lab/ScheduleText.h"

namespace cli {

namespace {

constexpr char kCrash[] = "crash";

Failure readFailure(std::string_view text) {
  Failure failure;
  failure.check = host::takeLine(&text);
  failure.id.kind = host::takeLine(&text);
  failure.id.key = host::takeLine(&text);
  failure.sentence = text;
  return failure;
}

std::string firstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

bool Failure::isCrash() const { return check == kCrash; }

bool Failure::isClearer(const Failure& other) const {
  return other.id.kind == check::kNoOrder && id.key == other.id.key &&
         check::levelNamed(check).has_value();
}

Failure failureOfRun(const RunResult& result, const Params& params, const check::RunCheck& check) {
  const std::string fault = faultOf(result, params);
  if (!fault.empty()) return {"the test could not go on", {}, fault};
  const check::Verdict& verdict = check.verdict();
  if (verdict.kind != check::Verdict::Violated) return {};
  return {verdict.check, verdict.id, verdict.problems.front()};
}

std::string linesOf(const Failure& failure) {
  return failure.check + "\n" + failure.id.kind + "\n" + check::printable(failure.id.key) + "\n" +
         failure.sentence;
}

Failure failureOfJob(const host::JobOutcome& outcome) {
  if (outcome.killedBy != 0 || outcome.exitCode != 0) return {kCrash, {}, outcome.output};
  return readFailure(outcome.output);
}

std::string failureFile(const lab::Schedule& schedule, const Failure& failure,
                        const std::string& command) {
  return "# " + failure.check + ": " + firstLine(failure.sentence) + "\n# " + command + "\n" +
         lab::scheduleText(schedule);
}

Params paramsOfReplay(Params params, const std::string& path) {
  params.FAULTS = path;
  params.WORKLOAD = "none";
  return params;
}

Options optionsOfReplay(Options options, const std::string& path) {
  std::erase_if(options.overrides, [](const std::string& text) {
    host::ConfErrors errors;
    const std::string key = host::readConfOverride(text, &errors).key;
    return key == "FAULTS" || key == "WORKLOAD";
  });
  options.overrides.push_back("FAULTS=" + path);
  // All calls are in the file, even if it has none.
  options.overrides.push_back("WORKLOAD=none");
  return options;
}

std::string replayOfFile(const Options& options, const std::string& path, uint64_t seed) {
  return replayCommand(optionsOfReplay(options, path), seed);
}

}  // namespace cli
