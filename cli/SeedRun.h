// A run of one of a sweep's seeds, in a process of its own, that writes to memory alone.
#pragma once

#include <optional>
#include <sstream>

#include "Simulation.h"
#include "check/RunCheck.h"
#include "cli/OneRun.h"
#include "cli/Options.h"
#include "host/OutputFile.h"

namespace cli {

class SeedRun {
 public:
  explicit SeedRun(const Options& options, const Params& params) {
    if (options.check) check_.emplace(demandedLevel(params));
  }

  // What simulate() needs. Borrowed from this object.
  RunOutputs outputs() {
    RunOutputs outputs = {&dbgLog_, &statsLog_, nullptr, &unseen_};
    outputs.check = check();
    return outputs;
  }

  const std::string& dbgLog() const { return dbgLog_.text(); }
  // Null without --check.
  check::RunCheck* check() { return check_ ? &*check_ : nullptr; }

 private:
  host::MemoryOutput dbgLog_;
  host::MemoryOutput statsLog_;
  std::ostringstream unseen_;
  std::optional<check::RunCheck> check_;
};

}  // namespace cli
