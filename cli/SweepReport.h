// The page of a sweep, as --report asks for it with --seeds.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "Params.h"
#include "cli/Options.h"
#include "host/JobPool.h"
#include "report/SweepData.h"

namespace cli {

class SweepReport {
 public:
  // Null if the options ask for no page; or if it cannot be written, with the reason in *error.
  // Borrows the options. `nodes` says whose nodes run; "" = this project's own.
  static std::unique_ptr<SweepReport> open(const Options& options, const std::string& nodes,
                                           std::string* error);

  // Adds the next seed's result: how its process ended, whether the run came to its end, what is
  // wrong ("" = nothing is), and what the process has told (takeSeedReport).
  void add(const host::JobOutcome& outcome, bool hasEnded, const std::string& sentence,
           std::optional<report::SeedResult> told);

  // Runs the first seed that failed once more, in a process of its own, and keeps its trace.
  void recordFirstFailed(const Params& params, uint64_t seed);

  // Writes the page, with the sweep's digest. Reports an error on stderr, and returns false if
  // there was one.
  bool write(const std::string& digest) const;

 private:
  SweepReport(const Options& options, const std::string& nodes);

  const Options& options_;
  const std::string nodes_;
  report::SweepData data_;
  std::string whyFirstEnded_;  // Why the first run that did not come to its end did not.
  std::string trace_;          // Of the first seed that failed; "" if there is none.
  uint64_t traceSeed_ = 0;
};

}  // namespace cli
