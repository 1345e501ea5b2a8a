// `make papers`: measures the papers' numbers, prints the tables, and writes them and the plots to
// the folder that it is given.
#include <iostream>
#include <memory>
#include <string>

#include "bench/papers/GossipExperiment.h"
#include "bench/papers/RumourExperiment.h"
#include "sim/OutputFile.h"
#include "sim/Version.h"

namespace {

enum ExitCode { kWritten = 0, kUsage = 2 };

constexpr char kHelp[] = "Usage: papers FOLDER     where the tables and plots go\n";

bool writeFile(const std::string& path, const std::string& text) {
  std::string error;
  const std::unique_ptr<sim::OutputFile> file = sim::OutputFile::create(path, &error);
  if (file != nullptr) {
    file->append(text);
    if (file->close()) return true;
    error = file->error();
  }
  std::cerr << error << "\n";
  return false;
}

bool writeReport(const papers::Report& report, const std::string& folder) {
  for (const papers::Plot& plot : report.plots) {
    if (!writeFile(folder + "/" + plot.file, plot.svg)) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (sim::answerStandardOptions({argv + 1, argv + argc}, "papers", kHelp)) return kWritten;
  if (argc != 2) {
    std::cerr << kHelp;
    return kUsage;
  }
  const std::string folder = argv[1];
  std::string tables =
      "# The papers' numbers, measured\n\nWritten by `make papers`; "
      "[papers.md](../papers.md) says what the columns are.\n\n";
  std::cout << tables << std::flush;
  for (const auto& run : {+[] { return papers::runRumourExperiment(1); },
                          +[] { return papers::runGossipExperiment({}); }}) {
    const papers::Report report = run();
    std::cout << report.markdown << std::flush;
    tables += report.markdown;
    if (!writeReport(report, folder)) return kUsage;
  }
  while (tables.ends_with("\n\n")) tables.pop_back();
  return writeFile(folder + "/tables.md", tables) ? kWritten : kUsage;
}
