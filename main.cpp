// The program: what the command line asks for, done by cli/.
//
// Besides the grader's own program, the only place that reads the command line.
#include <iostream>

#include "Laboratory.h"
#include "cli/OneRun.h"
#include "cli/Options.h"
#include "cli/Shrinking.h"
#include "cli/Sweep.h"
#include "sim/EarlyEnd.h"

namespace {

constexpr char kVersion[] = "1.0";

int usageErrors(const std::vector<std::string>& messages) {
  for (const std::string& message : messages) std::cerr << message << "\n";
  return cli::kUsage;
}

}  // namespace

int main(int argc, char* argv[]) {
  cli::Options options;
  const auto misuse = cli::readOptions(std::vector<std::string>(argv + 1, argv + argc), &options);
  if (misuse) return usageErrors({"Application: " + *misuse});
  if (options.help) {
    std::cout << cli::kHelp;
    return cli::kFine;
  }
  if (options.version) {
    std::cout << "Application " << kVersion << "\n";
    return cli::kFine;
  }

  Params params;
  std::vector<std::string> errors;
  if (!params.load(options.confFile, options.overrides, &errors)) return usageErrors(errors);
  params.SEED = options.seeds.first;
  // Also before a sweep: what is wrong with a schedule file is wrong for all seeds.
  const sim::Schedule schedule = makeSchedule(params, &errors);
  if (!errors.empty()) return usageErrors(errors);
  if (params.CRUDTEST != NO_CRUD_TEST && params.SINGLE_FAILURE != NO_FAILURE && !options.quiet) {
    std::cerr << options.confFile << ": note: SINGLE_FAILURE means nothing beside CRUD_TEST, whose "
              << "tests have failures of their own\n";
  }

  sim::reportEarlyEnds();
  if (options.isSweep) return cli::runSweep(options, params);
  if (options.shrink) return cli::runAndShrink(options, params, schedule);
  return cli::runOnce(options, params, schedule);
}
