// `make papers`: measures the papers' numbers, prints the tables, and writes them and the plots to
// the folder that it is given.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include <unistd.h>

#include "bench/papers/DetectionExperiment.h"
#include "bench/papers/GossipExperiment.h"
#include "bench/papers/RumourExperiment.h"
#include "host/OutputFile.h"
#include "host/ProgressBar.h"
#include "host/Arguments.h"

namespace {

enum ExitCode { kWritten = 0, kUsage = 2 };

constexpr char kHelp[] = "Usage: papers FOLDER     where the tables and plots go\n";

bool writeFile(const std::string& path, const std::string& text) {
  std::string error;
  const std::unique_ptr<host::OutputFile> file = host::OutputFile::create(path, &error);
  if (file != nullptr) {
    file->append(text);
    if (file->close()) return true;
    error = file->error();
  }
  std::cerr << error << "\n";
  return false;
}

double secondsNow() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

// Makes the report by `run`, and shows the elapsed time whenever `run` calls its argument.
template <typename Run>
papers::Report measure(const std::string& what, Run run) {
  const bool isTty = ::isatty(STDERR_FILENO) == 1;
  host::ProgressBar bar("measuring " + what, host::ProgressBar::kUnknownTotal,
                        host::progressStyle(isTty, std::getenv("TERM")), secondsNow);
  return run([&] { bar.show(0, 0); });
}

papers::Report measureRumours() {
  return measure("rumours",
                 [](const auto& onStep) { return papers::runRumourExperiment(1, onStep); });
}

papers::Report measureGossip() {
  return measure("gossip", [](const auto& onStep) {
    papers::GossipEffort effort;
    effort.onStep = onStep;
    return papers::runGossipExperiment(effort);
  });
}

papers::Report measureDetectionTimes() {
  return measure("detection", [](const auto& onStep) {
    papers::DetectionEffort effort;
    effort.onStep = onStep;
    return papers::runDetectionExperiment(effort);
  });
}

bool writeReport(const papers::Report& report, const std::string& folder) {
  for (const papers::Plot& plot : report.plots) {
    if (!writeFile(folder + "/" + plot.file, plot.svg)) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (host::answerStandardOptions({argv + 1, argv + argc}, "papers", kHelp)) return kWritten;
  if (argc != 2) {
    std::cerr << kHelp;
    return kUsage;
  }
  const std::string folder = argv[1];
  std::string tables =
      "# The papers' numbers, measured\n\nWritten by `make papers`; "
      "[papers.md](../papers.md) says what the columns are.\n\n";
  std::cout << tables << std::flush;
  for (const auto& run : {measureRumours, measureGossip, measureDetectionTimes}) {
    const papers::Report report = run();
    std::cout << report.markdown << std::flush;
    tables += report.markdown;
    if (!writeReport(report, folder)) return kUsage;
  }
  while (tables.ends_with("\n\n")) tables.pop_back();
  return writeFile(folder + "/tables.md", tables) ? kWritten : kUsage;
}
