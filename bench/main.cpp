// benchmarks APPLICATION [--smoke] [--benchmark_...]: measures what docs/performance.md shows.
//
// First the small benchmarks (MicroBenchmarks.cpp), then whole runs of APPLICATION, each a process,
// then all of it in a table against the targets. --smoke does the same in a second or so, once and
// tiny: its numbers mean nothing.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

#include "bench/Table.h"
#include "bench/WholeRun.h"
#include "host/Arguments.h"

namespace {

using bench::Table;
using bench::WholeRun;

constexpr int kRepetitions = 5;

// ---- The small benchmarks.

// The medians of each benchmark, by its name and that of the counter.
class Medians : public benchmark::ConsoleReporter {
 public:
  Medians() : ConsoleReporter(OO_Tabular) {}

  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
      const std::string name =
          run.run_name.function_name + (run.run_name.args.empty() ? "" : "/" + run.run_name.args);
      for (const auto& [counter, value] : run.counters) values_[name][counter].push_back(value);
    }
  }

  // -1 if it did not run.
  double of(const std::string& name, const std::string& counter) const {
    const auto run = values_.find(name);
    return run == values_.end() ? -1 : bench::median(run->second.at(counter));
  }
  double rateOf(const std::string& name) const { return of(name, "items_per_second"); }

 private:
  std::map<std::string, std::map<std::string, std::vector<double>>> values_;
};

void runSmallOnes(std::vector<std::string> arguments, bool isSmoke, Medians* medians) {
  // The last value of an option counts, so the command line comes after these.
  std::vector<std::string> words = {arguments[0]};
  words.push_back(isSmoke ? "--benchmark_min_time=0.001" : "--benchmark_min_time=0.3");
  words.push_back("--benchmark_repetitions=" + std::to_string(isSmoke ? 1 : kRepetitions));
  words.insert(words.end(), arguments.begin() + 1, arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  int count = static_cast<int>(pointers.size());
  benchmark::Initialize(&count, pointers.data());
  benchmark::RunSpecifiedBenchmarks(medians);
}

void addMessagePath(const Medians& medians, const std::string& name, const std::string& work,
                    double target, Table* table) {
  double slowest = 0;
  double fastest = 0;
  double allocations = 0;
  for (const char* peers : {"10", "100", "1000", "10000"}) {
    const std::string benchmarkName = name + "/" + peers;
    const double rate = medians.rateOf(benchmarkName);
    if (rate < 0) return table->skip(work, "not selected");
    table->atLeast(work + ", " + peers + " peers", rate, target, "/s");
    slowest = slowest == 0 ? rate : std::min(slowest, rate);
    fastest = std::max(fastest, rate);
    allocations = std::max(allocations, medians.of(benchmarkName, "allocations"));
  }
  table->atMost(work + ", fastest : slowest", fastest / slowest, 2, "");
  table->atMost(work + ", allocations beside the receiver's buffer", allocations, 0.001,
                " a message");
}

// ---- The whole runs.

class WholeRuns {
 public:
  WholeRuns(std::string application, bool isSmoke, Table* table)
      : application_(std::move(application)), isSmoke_(isSmoke), table_(table) {
    char folder[] = "/tmp/bench-XXXXXX";
    folder_ = ::mkdtemp(folder) == nullptr ? "." : folder;
  }
  ~WholeRuns() {
    if (folder_ != ".") std::filesystem::remove_all(folder_);
  }
  WholeRuns(const WholeRuns&) = delete;
  WholeRuns& operator=(const WholeRuns&) = delete;

  void courseSweep() {
    const std::string work = "course run, 10 peers, --check";
    const double rate = seedsPerMinute(work, "testcases/read.conf", 500);
    if (rate > 0) table_->atLeast(work, rate, 6000, " seeds per core-minute");
  }

  // Runs with faults, of the quorum store and of chain replication.
  void chaosSweeps() {
    const std::string work = "chain-chaos.conf, seeds per core-minute, part of chaos.conf's";
    const double quorum = seedsPerMinute(work, "testcases/chaos.conf", 200);
    const double chain = seedsPerMinute(work, "testcases/chain-chaos.conf", 200);
    if (quorum > 0 && chain > 0) table_->atLeast(work, 100 * chain / quorum, 50, " %");
  }

  void chainOf1000() {
    const std::string work = "1000 peers with chain replication";
    std::vector<std::string> arguments = {"testcases/scale-1000.conf", "--set",
                                          "REPLICATION=CHAIN"};
    if (isSmoke_) arguments.insert(arguments.end(), {"--set", "MAX_NNB=20"});
    const WholeRun run = medianRun(3, arguments);
    if (!hasSucceeded(work, run)) return;
    table_->atMost(work, run.cpuSeconds, 5, " s");
    tell(work, run);
  }

  void courseOf100() {
    const std::string work = "100 peers, the course's read test";
    const WholeRun run = medianRun(
        kRepetitions, {"testcases/read.conf", "--set", isSmoke_ ? "MAX_NNB=20" : "MAX_NNB=100"});
    if (!hasSucceeded(work, run)) return;
    table_->atMost(work, run.cpuSeconds, 0.2, " s");
    costOfMessage_[100] = tell(work, run);
  }

  // Measures a run of a conf of testcases/, and then checks another run of it.
  void scale(int peers, int repetitions, double seconds, double megabytes) {
    const std::string work = std::to_string(peers) + " peers";
    const std::string conf = "testcases/scale-" + std::to_string(peers) + ".conf";
    if (!std::ifstream(conf)) return table_->skip(work, conf + " is missing");
    std::vector<std::string> arguments = {conf};
    if (isSmoke_) arguments.insert(arguments.end(), {"--set", "MAX_NNB=20"});
    const WholeRun run = medianRun(repetitions, arguments);
    if (!hasSucceeded(work, run)) return;
    table_->atMost(work, run.cpuSeconds, seconds, " s");
    table_->atMost(work + ", peak memory", run.peakMegabytes, megabytes, " MB");
    costOfMessage_[peers] = tell(work, run);
    secondsOf_[peers] = run.cpuSeconds;
    linesOf_[peers] = bench::numberBefore(" joined lines", run.output) +
                      bench::numberBefore(" removed lines", run.output);
    judge(work, arguments);
  }

  void compare(const Medians& medians) {
    const std::string cost = "cost per delivered message, 10000 : 100 peers";
    if (costOfMessage_.count(100) == 0 || costOfMessage_.count(10000) == 0) {
      table_->skip(cost, "one of the two did not run");
    } else {
      table_->atMost(cost, costOfMessage_[10000] / costOfMessage_[100], 3, "");
    }
    const std::string log = "dbg.log of 1000 peers, part of the run's time";
    const double linesPerSecond = medians.rateOf("DbgLogJoined");
    if (secondsOf_.count(1000) == 0 || linesPerSecond < 0) return table_->skip(log, "did not run");
    const double logSeconds = static_cast<double>(linesOf_[1000]) / linesPerSecond;
    table_->atMost(log, 100 * logSeconds / secondsOf_[1000], 10, " %");
  }

 private:
  WholeRun once(const std::vector<std::string>& arguments) const {
    if (!isSmoke_) std::cerr << "running " << application_ << " " << arguments[0] << "\n";
    std::vector<std::string> command = {application_};
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.end(), {"--out", folder_});
    return bench::runWhole(command);
  }

  // The run whose processor time is the median.
  WholeRun medianRun(int repetitions, const std::vector<std::string>& arguments) const {
    std::vector<WholeRun> runs;
    std::vector<double> seconds;
    for (int i = 0; i < (isSmoke_ ? 1 : repetitions); ++i) {
      runs.push_back(once(arguments));
      seconds.push_back(runs.back().cpuSeconds);
    }
    const double middle = bench::median(seconds);
    return *std::find_if(runs.begin(), runs.end(),
                         [&](const WholeRun& run) { return run.cpuSeconds == middle; });
  }

  // Checked runs of a conf. 0 if they did not succeed.
  double seedsPerMinute(const std::string& work, const std::string& conf, int seeds) {
    if (isSmoke_) seeds = 5;
    const WholeRun run = medianRun(
        kRepetitions, {conf, "--check", "--jobs", "1", "--seeds", "1.." + std::to_string(seeds)});
    if (!hasSucceeded(work, run)) return 0;
    const double rate = seeds * 60 / run.cpuSeconds;
    std::cout << conf << ", " << seeds << " seeds: " << bench::numberText(rate)
              << " per core-minute, digest " << bench::wordAfter("digest ", run.output) << "\n";
    return rate;
  }

  bool hasSucceeded(const std::string& work, const WholeRun& run) const {
    if (run.hasEnded && run.exitCode == 0) return true;
    table_->add(work, run.hasEnded ? "exit status " + std::to_string(run.exitCode) : "no end",
                "exit status 0", false);
    return false;
  }

  // Prints what the table lacks. Returns the microseconds for each delivered message.
  static double tell(const std::string& work, const WholeRun& run) {
    const auto delivered = bench::numberBefore(" delivered", run.output);
    const double microseconds = 1e6 * run.cpuSeconds / static_cast<double>(delivered);
    std::cout << work << ": " << bench::numberText(run.wallSeconds) << " s on the clock, "
              << bench::numberText(run.cpuSeconds) << " s of the processor, "
              << bench::numberText(run.peakMegabytes) << " MB, " << delivered
              << " messages delivered, " << bench::numberText(microseconds) << " us each, digest "
              << bench::wordAfter("digest ", run.output) << "\n";
    return microseconds;
  }

  void judge(const std::string& work, std::vector<std::string> arguments) {
    arguments.push_back("--check");
    const WholeRun run = once(arguments);
    const bool isComplete = run.hasEnded && run.exitCode == 0;
    const bool isAccurate = run.output.find("; 0 false removals") != std::string::npos;
    table_->add(work + ", --check: all operations right, lists complete", isComplete ? "yes" : "no",
                "yes", isComplete);
    table_->add(work + ", --check: nobody removed who was up", isAccurate ? "yes" : "no", "yes",
                isAccurate);
  }

  const std::string application_;
  const bool isSmoke_;
  Table* const table_;
  std::string folder_;                   // For the logs.
  std::map<int, double> costOfMessage_;  // Microseconds. This and the next two: by peers.
  std::map<int, double> secondsOf_;
  std::map<int, int64_t> linesOf_;  // Joined and removed lines in dbg.log.
};

// ---- The program.

constexpr char kUsage[] =
    "Usage: benchmarks APPLICATION [--smoke] [--benchmark_filter=REGEX ...]\n";

std::string processorName() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

void printCircumstances() {
  std::cout << "machine: " << processorName() << ", " << std::thread::hardware_concurrency()
            << " cores\n"
#ifdef __clang__
            << "compiler: clang++ " << __clang_version__ << "\n"
#else
            << "compiler: g++ " << __VERSION__ << "\n"
#endif
            << "seed: 1\n";
}

}  // namespace

int main(int argc, char* argv[]) {
  std::vector<std::string> arguments(argv, argv + argc);
  if (host::answerStandardOptions({arguments.begin() + 1, arguments.end()}, "benchmarks", kUsage)) {
    return 0;
  }
  const bool isSmoke = std::erase(arguments, "--smoke") > 0;
  if (arguments.size() < 2) {
    std::cerr << kUsage;
    return 2;
  }
  const std::string application = arguments[1];
  arguments.erase(arguments.begin() + 1);
  printCircumstances();

  Table table(!isSmoke);
  Medians medians;
  runSmallOnes(arguments, isSmoke, &medians);
  addMessagePath(medians, "EmulNetPlain", "64-byte messages", 15e6, &table);
  addMessagePath(medians, "EmulNetFaulty", "the same with loss, delays, duplicates", 8e6, &table);

  std::cout << "\n";
  WholeRuns runs(application, isSmoke, &table);
  runs.courseSweep();
  runs.chaosSweeps();
  runs.courseOf100();
  runs.scale(1000, 3, 3, 300);
  runs.chainOf1000();
  runs.scale(10000, 1, 180, 6000);
  runs.compare(medians);
  std::cout << "\n";
  table.print(std::cout);
  if (isSmoke) std::cout << "(tiny, and once: for the benchmarks' sake, not for the numbers')\n";
}
