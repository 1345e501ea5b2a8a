#include "cli/OneRun.h"

#include <iostream>
#include <memory>
#include <optional>
#include <sstream>

#include "check/RunCheck.h"
#include "cli/GraderFile.h"
#include "cli/Metrics.h"
#include "cli/OutputFiles.h"
#include "cli/RunFault.h"
#include "cli/RunProgress.h"
#include "cli/Summary.h"

namespace cli {

namespace {

// Returns the exit status. The last line is the replay command, if something broke.
int reportCheck(const Options& options, const Params& params, const check::RunCheck& check,
                std::ostream& out) {
  const check::Verdict& verdict = check.verdict();
  out << "\n";
  check.print(out);
  if (verdict.kind == check::Verdict::Ok) return kFine;
  // With --quiet this is all there is.
  if (options.quiet) {
    std::cerr << options.confFile << ": " << verdict.summary() << "\n";
  }
  std::ostream& last = options.quiet ? std::cerr : out;
  last << "replay: " << replayCommand(options, params.SEED) << "\n";
  return verdict.exitCode();
}

}  // namespace

check::Level demandedLevel(const Params& params) {
  return check::levelNamed(params.DEMAND).value_or(check::Level::Linearizable);
}

int runOnce(const Options& options, const Params& params, const sim::Schedule& schedule,
            const Surroundings& surroundings) {
  const double startedAt = surroundings.seconds();
  std::string error;
  OutputFiles files;
  if (!makeFolder(options.outFolder, &error) || !files.open(options.outFolder, &error)) {
    std::cerr << error << "\n";
    return kUsage;
  }
  std::unique_ptr<GraderFile> graderFile;
  if (!options.scoreLog.empty() || !options.eventLog.empty()) {
    const std::string& path = options.scoreLog.empty() ? options.eventLog : options.scoreLog;
    graderFile = GraderFile::open(path, std::cin, &error);
    if (graderFile == nullptr) {
      std::cerr << error << "\n";
      return kUsage;
    }
  }
  std::ostringstream unseen;
  std::ostream& out = options.quiet ? unseen : std::cout;
  std::optional<check::RunCheck> check;
  if (options.check) check.emplace(demandedLevel(params));

  RunProgress progress(&out, surroundings);
  RunOutputs outputs = {files.dbgLog.get(), files.statsLog.get(), files.msgCount.get(),
                        &progress.lines()};
  outputs.check = check ? &*check : nullptr;
  if (graderFile != nullptr) {
    (options.scoreLog.empty() ? outputs.eventLog : outputs.scoreLog) = graderFile->output();
    outputs.probesNodes = options.probe;
  }
  if (surroundings.progress != sim::ProgressStyle::None) {
    outputs.onTick = [&](int ticks, int endsAt) { progress.show(ticks, endsAt); };
  }
  const RunResult result = simulate(params, schedule, outputs);
  progress.clear();
  const std::string metrics = metricsText(result.tally) + (check ? metricsText(*check) : "");
  bool written = files.close() && (graderFile == nullptr || graderFile->close(metrics));
  if (!options.metricsFile.empty()) {
    written = writeFile(options.metricsFile, metrics) && written;
  }
  printSummary(result, params, out);
  if (surroundings.stderrIsTty) {
    out.flush();
    printCost(surroundings.seconds() - startedAt, surroundings.peakMegabytes(), std::cerr);
  }
  const std::string fault = faultOf(result, params);
  if (!fault.empty()) std::cerr << options.confFile << ": " << fault << "\n";
  const int checked = check ? reportCheck(options, params, *check, out) : kFine;
  if (!written || !fault.empty()) return kFailed;
  return checked;
}

}  // namespace cli
