// `make compare`: compares the designs, prints the tables, and writes them, the picture and the
// page to a folder.
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "compare/Blocking.h"
#include "compare/Chart.h"
#include "compare/Comparison.h"
#include "compare/ComparisonPage.h"
#include "compare/Sizes.h"
#include "host/Arguments.h"
#include "host/JobPool.h"
#include "host/ProgressBar.h"
#include "host/WholeFile.h"

namespace {

enum ExitCode { kWritten = 0, kFailed = 1, kUsage = 2 };

constexpr int kMostSeeds = 10000;
constexpr char kHelp[] =
    "Usage: compare_designs [--seeds N] [--jobs J] FOLDER\n\n"
    "  FOLDER       where tables.md, designs.svg and designs.html go\n"
    "  --seeds N    seeds of each cell, 1 ... 10000 (10)\n"
    "  --jobs J     processes at a time, 1 ... 1024 (one for each processor)\n";

struct Settings {
  int seeds = 10;
  int jobs = host::defaultJobs();
  std::string folder;
};

// Returns what is wrong, or "".
std::string readSettings(const std::vector<std::string>& arguments, Settings* settings) {
  const std::vector<host::OptionSpec> specs = {
      {"--seeds", "N", "a whole number from 1 to 10000",
       [&](const std::string& value) {
         return host::parseCount(value, kMostSeeds, &settings->seeds);
       }},
      {"--jobs", "J", host::kJobsAllowed,
       [&](const std::string& value) { return host::parseJobs(value, &settings->jobs); }}};
  std::vector<std::string> positional;
  std::string error;
  if (!host::readArguments(arguments, specs, &positional, &error)) return error;
  if (positional.size() != 1) return "one folder is needed; see --help";
  settings->folder = positional[0];
  return "";
}

double secondsNow() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

// Calls `run` with what shows its progress.
template <typename Run>
auto measure(const std::string& what, const Run& run) {
  host::ProgressBar bar("runs: " + what, host::ProgressBar::kUnknownTotal,
                        host::progressStyle(false, nullptr), secondsNow);
  return run([&](uint64_t over) { bar.show(over, 0); });
}

// Returns what is wrong, or "".
std::string writeAll(const std::string& folder, const std::string& chart,
                     const std::vector<compare::Table>& tables) {
  std::string text =
      "# The designs compared\n\nWritten by `make compare`; [designs.md](../designs.md) says what "
      "the columns are.\n\n";
  for (const compare::Table& table : tables) text += markdownOf(table);
  std::cout << text << std::flush;
  text.pop_back();
  std::string error = host::writeWholeFile(folder + "/tables.md", text);
  if (error.empty()) error = host::writeWholeFile(folder + "/designs.svg", chart);
  if (error.empty()) {
    error = host::writeWholeFile(folder + "/designs.html", compare::pageOf(chart, tables));
  }
  return error;
}

std::string compareAll(const Settings& settings) {
  const compare::Comparison comparison = measure("faults", [&](const auto& onProgress) {
    return compare::compareDesigns(settings.seeds, settings.jobs, onProgress);
  });
  const compare::Table sizes = measure("sizes", [&](const auto& onProgress) {
    return compare::sizesTable(settings.seeds, settings.jobs, onProgress);
  });
  const compare::Table blocking = measure("blocking", [&](const auto& onProgress) {
    return compare::blockingTable(settings.jobs, onProgress);
  });
  return writeAll(settings.folder, compare::chartOf(comparison),
                  {comparison.table(), sizes, blocking});
}

}  // namespace

int main(int argc, char* argv[]) {
  const std::vector<std::string> arguments = {argv + 1, argv + argc};
  if (host::answerStandardOptions(arguments, "compare_designs", kHelp)) return kWritten;
  Settings settings;
  std::string error = readSettings(arguments, &settings);
  if (!error.empty()) {
    std::cerr << error << "\n";
    return kUsage;
  }
  try {
    error = compareAll(settings);
  } catch (const std::exception& failure) {
    error = failure.what();
  }
  if (error.empty()) return kWritten;
  std::cerr << error << "\n";
  return kFailed;
}
