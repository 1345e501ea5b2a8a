#include "cli/OneRun.h"

#include <iostream>
#include <optional>
#include <sstream>

#include "check/RunCheck.h"
#include "cli/OutputFiles.h"
#include "cli/RunFault.h"
#include "sim/Digest.h"

namespace cli {

namespace {

void printSummary(const RunResult& result, const Params& params, std::ostream& out) {
  const sim::Tally& tally = result.tally;
  out << "\n"
      << tally.peersStarted << " of " << result.peers << " peers started, " << tally.peersFailed
      << " failed; " << tally.membersAdded << " joined lines, " << tally.membersRemoved
      << " removed lines\n";
  if (result.linesLeftOut > 0) {
    out << result.linesLeftOut << " of these lines are not in dbg.log: "
        << "--set LOG_MEMBERSHIP=all writes them\n";
  }
  out << tally.messagesSent << " messages sent, " << tally.messagesDelivered << " delivered, "
      << tally.messagesLost << " lost, " << tally.messagesRefused << " refused\n";
  constexpr const char* kNames[] = {"creates", "reads", "updates", "deletes"};
  for (size_t i = 0; i < tally.operations.size(); ++i) {
    const sim::Tally::OperationCounts& counts = tally.operations[i];
    if (counts.invoked == 0) continue;
    out << counts.invoked << " " << kNames[i] << ": " << counts.succeeded << " succeeded, "
        << counts.failed << " failed\n";
  }
  if (result.operationsSkipped > 0) {
    out << result.operationsSkipped << " calls were not made: no peer could serve them in time\n";
  }
  if (result.faultsSkipped > 0) {
    out << result.faultsSkipped
        << " faults of the schedule did nothing: they struck peers that were "
        << "down already, or not down\n";
  }
  out << result.ticks << " ticks, seed " << params.SEED << ", digest "
      << sim::digestText(result.digest) << "\n";
}

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

int runOnce(const Options& options, const Params& params, const sim::Schedule& schedule) {
  std::string error;
  OutputFiles files;
  if (!makeFolder(options.outFolder, &error) || !files.open(options.outFolder, &error)) {
    std::cerr << error << "\n";
    return kUsage;
  }
  std::ostringstream unseen;
  std::ostream& out = options.quiet ? unseen : std::cout;
  std::optional<check::RunCheck> check;
  if (options.check) check.emplace(demandedLevel(params));

  RunOutputs outputs = {files.dbgLog.get(), files.statsLog.get(), files.msgCount.get(), &out};
  outputs.check = check ? &*check : nullptr;
  const RunResult result = simulate(params, schedule, outputs);
  const bool written = files.close();
  printSummary(result, params, out);
  const std::string fault = faultOf(result, params);
  if (!fault.empty()) std::cerr << options.confFile << ": " << fault << "\n";
  const int checked = check ? reportCheck(options, params, *check, out) : kFine;
  if (!written || !fault.empty()) return kFailed;
  return checked;
}

}  // namespace cli
