#include "cli/OneRun.h"

#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "check/RunCheck.h"
#include "cli/GraderFile.h"
#include "cli/FromTrace.h"
#include "cli/Metrics.h"
#include "cli/outputs/OutputFiles.h"
#include "cli/RunFault.h"
#include "cli/RunProgress.h"
#include "cli/RunTrace.h"
#include "cli/StopAt.h"
#include "cli/Summary.h"
#include "host/Interruption.h"
#include "host/WholeFile.h"

namespace cli {

namespace {

// Writes to the file, and keeps a copy for the scorer.
class CopiedOutput : public host::TextOutput {
 public:
  explicit CopiedOutput(host::TextOutput* file) : file_(file) {}

  void append(std::string_view text) override {
    file_->append(text);
    copy_.append(text);
  }
  const std::string& copy() const { return copy_; }

 private:
  host::TextOutput* const file_;
  std::string copy_;
};

// Prints the judgement. With --quiet it prints only what failed, on stderr. If the check failed,
// the last line is the replay command; if the nodes did nothing, it is what they lack.
void reportJudgement(const Options& options, const Params& params, const Judgement& judgement,
                     const check::RunCheck* check) {
  const auto& score = judgement.score;
  const bool hasCheckFailed = check != nullptr && check->verdict().kind != check::Verdict::Ok;
  const std::string replay = "replay: " + replayCommand(options, params.SEED) + "\n";
  if (!judgement.fault.empty()) std::cerr << options.confFile << ": " << judgement.fault << "\n";
  if (options.quiet) {
    if (score && !lostPoints(*score).empty()) {
      std::cerr << options.confFile << ": ";
      printPoints(*score, std::cerr);
    }
    if (hasCheckFailed) {
      std::cerr << options.confFile << ": " << check->verdict().summary() << "\n" << replay;
    }
    if (!judgement.missing.empty()) {
      std::cerr << options.confFile << ": " << judgement.missing << "\n";
    }
    return;
  }
  if (check != nullptr) {
    std::cout << "\n";
    check->print(std::cout);
  }
  if (score) {
    std::cout << "\n";
    printPoints(*score, std::cout);
  }
  if (hasCheckFailed) std::cout << replay;
  if (!judgement.missing.empty()) std::cout << "missing: " << judgement.missing << "\n";
}

void reportMissedStop(const Options& options, const RunResult& result) {
  if (!options.stopAt || !host::isStopPending()) return;
  std::cerr << stopNotReached(*options.stopAt, result.ticks) << "\n";
}

// Completes the files of the ticks that have run, and ends the process. `trace` may be null.
[[noreturn]] void endInterrupted(const RunResult& result, OutputFiles* files, RunTrace* trace) {
  files->close();
  if (trace != nullptr) trace->close();
  std::cerr << "interrupted at tick " << result.ticks << " of " << result.endsAt << "\n";
  host::dieInterrupted();
}

// The files that the run reads and writes.
std::vector<host::NamedFile> filesOf(const Options& options, const std::string& faultsFile) {
  const std::string prefix = prefixOf(options.outFolder);
  std::vector<host::NamedFile> files = {{"the conf file", options.confFile, false},
                                        {"the schedule", faultsFile, false},
                                        {"--compare-with", options.compareWith, false},
                                        {"dbg.log", prefix + "dbg.log"},
                                        {"stats.log", prefix + "stats.log"},
                                        {"msgcount.log", prefix + "msgcount.log"},
                                        {"--metrics", options.metricsFile},
                                        {"--trace", options.traceFile},
                                        {"--report", options.reportFile}};
  addFiles(options.traceOutputs, &files);
  return files;
}

std::string prepareOutputs(const Options& options, const Params& params,
                           host::ProgressStyle progress, OutputFiles* files) {
  if (options.watch && progress != host::ProgressStyle::Bar) {
    return "--watch: standard error is no terminal that can redraw a line";
  }
  std::string error = host::outputClash(filesOf(options, params.FAULTS));
  if (!error.empty()) return error;
  if (!host::makeFolder(options.outFolder, &error)) return error;
  if (!options.metricsFile.empty()) error = host::whyUnwritable(options.metricsFile);
  if (error.empty()) files->open(options.outFolder, &error);
  return error;
}

// Opens all files that the run writes, after what a live page needs has been read. Returns what is
// wrong, or "".
std::string openOutputs(const Options& options, const Params& params,
                        const Surroundings& surroundings, OutputFiles* files,
                        std::unique_ptr<RunTrace>* trace) {
  std::string error;
  std::optional<LiveParts> live;
  if (options.live) live = readLiveParts(options, params, surroundings.liveEngine, &error);
  if (error.empty()) error = prepareOutputs(options, params, surroundings.progress, files);
  if (error.empty()) *trace = RunTrace::open(options, params, surroundings.nodes, &error);
  if (live && *trace != nullptr) (*trace)->makeLive(std::move(*live));
  return error;
}

// Closes all files but the trace's. False if one could not be written.
bool writeOutputs(const Options& options, const std::string& metrics, OutputFiles* files,
                  GraderFile* graderFile) {
  bool written = files->close() && (graderFile == nullptr || graderFile->close(metrics));
  if (!options.metricsFile.empty()) written = writeFile(options.metricsFile, metrics) && written;
  return written;
}

std::unique_ptr<GraderFile> openGraderFile(const Options& options, std::string* error) {
  if (!options.isOfGrader()) return nullptr;
  return GraderFile::open(options.graderFile(), std::cin, error);
}

// Makes the run report to the grader's file what the options name. `*trace` has to outlive the run.
void giveTo(host::TextOutput* file, const Options& options, const Params& params,
            TraceRequest* trace, RunOutputs* outputs) {
  outputs->probesNodes = options.probe;
  outputs->probesState = options.probeState;
  if (!options.scoreLog.empty()) outputs->scoreLog = file;
  if (!options.eventLog.empty()) outputs->eventLog = file;
  if (options.traceLog.empty()) return;
  *trace = traceRequest(options, params.SEED, "", file);
  outputs->trace = trace;
}

}  // namespace

check::Level demandedLevel(const Params& params) {
  return check::levelNamed(params.DEMAND).value_or(check::Level::Linearizable);
}

int runOnce(const Options& options, const Params& params, const lab::Schedule& schedule,
            const Surroundings& surroundings) {
  const double startedAt = surroundings.seconds();
  OutputFiles files;
  std::unique_ptr<RunTrace> trace;
  std::string error = openOutputs(options, params, surroundings, &files, &trace);
  std::unique_ptr<GraderFile> graderFile;
  if (error.empty()) graderFile = openGraderFile(options, &error);
  if (!error.empty()) {
    files.discard();
    std::cerr << error << "\n";
    return kUsage;
  }
  std::ostringstream unseen;
  std::ostream& out = options.quiet ? unseen : std::cout;
  std::optional<check::RunCheck> check;
  if (options.check) check.emplace(demandedLevel(params));
  // The grader scores its runs itself, and ends those that hang.
  const bool isByHand = !options.isOfGrader();
  std::optional<CopiedOutput> scoredLog;
  if (isByHand && isScored(params)) scoredLog.emplace(files.dbgLog.get());
  std::optional<host::InterruptionWatch> watch;
  if (isByHand) watch.emplace();

  RunProgress progress(&out, surroundings);
  if (options.watch) progress.watch(runTitle(options.confFile, params.SEED));
  RunOutputs outputs = {files.dbgLog.get(), files.statsLog.get(), files.msgCount.get(),
                        &progress.lines()};
  if (scoredLog) outputs.dbgLog = &*scoredLog;
  outputs.watcher = progress.watcher();
  outputs.check = check ? &*check : nullptr;
  outputs.trace = trace ? trace->request() : nullptr;
  TraceRequest graderTrace;
  if (graderFile != nullptr) giveTo(graderFile->output(), options, params, &graderTrace, &outputs);
  if (surroundings.progress != host::ProgressStyle::None) {
    outputs.onTick = [&](int ticks, int endsAt) { progress.show(ticks, endsAt); };
  }
  const RunResult result = simulate(params, schedule, outputs);
  progress.clear();
  if (host::isInterrupted()) endInterrupted(result, &files, trace.get());
  watch.reset();

  const std::string metrics =
      metricsText(result.tally, result.lacksReplicas) + (check ? metricsText(*check) : "");
  const bool written = writeOutputs(options, metrics, &files, graderFile.get());
  const ExitCode traced = trace ? trace->close() : kFine;
  printSummary(result, params, out);
  if (trace) trace->print(out);
  out.flush();
  reportMissedStop(options, result);
  if (surroundings.stderrIsTty) {
    printCost(surroundings.seconds() - startedAt, surroundings.peakMegabytes(), std::cerr);
  }
  const Judgement judgement =
      judge(result, params, outputs.check, scoredLog ? &scoredLog->copy() : nullptr);
  reportJudgement(options, params, judgement, outputs.check);
  if (trace) trace->printTexts(std::cout);
  return traced != kFine ? traced : written ? judgement.status : kFailed;
}

}  // namespace cli
