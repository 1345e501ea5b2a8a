#include "cli/search/UnreachedLines.h"

#include <filesystem>

#include "check/base/Wording.h"
#include "cli/Failure.h"
#include "host/JobPool.h"
#include "host/TemporaryFolder.h"
#include "host/WholeFile.h"
#include "lab/ScheduleText.h"
#include "search/guided/LineCoverage.h"

namespace cli {

namespace {

constexpr const char* kNodes[] = {"MP1Node", "MP2Node"};
constexpr int kCannotRun = 127;

class CoveredReplay {
 public:
  CoveredReplay(std::string programs, const Options& options, uint64_t seed)
      : programs_(std::move(programs)), options_(options), seed_(seed) {}

  // Runs the schedules. Returns what is wrong, or "".
  std::string run(const std::vector<search::CorpusEntry>& entries) const {
    if (folder_.path().empty()) return "there is no folder for temporary files";
    const auto body = [&](uint64_t index, int descriptor) {
      return become(commandOf(entries[index].schedule, index),
                    {"GCOV_PREFIX=" + folder_.path(), kNoFolders}, descriptor);
    };
    std::string error;
    const auto ignore = [](uint64_t, const host::JobOutcome&) {};
    host::runJobs(0, entries.size() - 1, jobsOf(options_), body, ignore, &error);
    return error;
  }

  // Adds what the runs have reached. Returns what is wrong, or "".
  std::string read(search::LineCoverage* coverage) const {
    std::string error;
    std::string wrong;
    const auto body = [&](uint64_t index, int descriptor) {
      const std::string notes = folder_.path() + "/" + kNodes[index];
      std::error_code failed;
      std::filesystem::copy_file(programs_ + "/" + kNodes[index] + ".gcno", notes + ".gcno",
                                 failed);
      // What gcov reports is read from its standard error, because that is kept.
      return become({"/bin/sh", "-c", "exec \"$0\" --json-format --stdout \"$1\" 1>&2 2>/dev/null",
                     programs_ + "/gcov", notes + ".gcda"},
                    {}, descriptor);
    };
    const auto take = [&](uint64_t, const host::JobOutcome& outcome) {
      const std::string problem = coverage->add(outcome.output);
      if (!problem.empty()) wrong = "gcov's report cannot be read: " + problem;
    };
    host::runJobs(0, std::size(kNodes) - 1, jobsOf(options_), body, take, &error);
    return error.empty() ? wrong : error;
  }

 private:
  // Puts the counts of all runs beside each other, whatever folder the nodes were compiled in.
  static constexpr char kNoFolders[] = "GCOV_PREFIX_STRIP=1000";

  static int become(const std::vector<std::string>& command,
                    const std::vector<std::string>& environment, int descriptor) {
    host::becomeProgram(command, environment, descriptor);
    return kCannotRun;
  }

  std::vector<std::string> commandOf(const lab::Schedule& schedule, uint64_t index) const {
    const std::string out = folder_.path() + "/" + std::to_string(index);
    const std::string file = out + ".faults";
    host::writeWholeFile(file, lab::scheduleText(schedule));
    std::vector<std::string> command = {programs_ + "/Application",
                                        options_.confFile,
                                        "--seed",
                                        std::to_string(seed_),
                                        "--check",
                                        "--quiet",
                                        "--out",
                                        out};
    for (const std::string& change : optionsOfReplay(options_, file).overrides) {
      command.push_back("--set");
      command.push_back(change);
    }
    return command;
  }

  const std::string programs_;
  const Options& options_;
  const uint64_t seed_;
  const host::TemporaryFolder folder_;
};

}  // namespace

std::string unreachedLines(const std::string& folder, const Options& options, uint64_t seed,
                           const std::vector<search::CorpusEntry>& entries) {
  constexpr char kUntold[] = "the lines that were never reached are not known: ";
  std::error_code ignored;
  if (!std::filesystem::exists(folder + "/Application", ignored)) {
    return std::string(kUntold) + "make has found no gcov that belongs to the compiler\n";
  }
  if (entries.empty()) return std::string(kUntold) + "no schedule was kept\n";
  const CoveredReplay replay(folder, options, seed);
  search::LineCoverage coverage;
  std::string wrong = replay.run(entries);
  if (wrong.empty()) wrong = replay.read(&coverage);
  if (!wrong.empty()) return kUntold + wrong + "\n";
  std::string text = "never reached: " + std::to_string(coverage.unreachedLines()) + " of " +
                     check::numbered(coverage.lines(), "line", "lines") + " of code";
  text += coverage.unreachedLines() == 0 ? "\n" : ":\n";
  for (const search::UnreachedFunction& function : coverage.unreached())
    text += "  " + unreachedText(function) + "\n";
  return text;
}

}  // namespace cli
