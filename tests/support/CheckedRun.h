// A run for tests, judged by all checks; linearizability is demanded.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "Simulation.h"
#include "check/RunCheck.h"
#include "host/OutputFile.h"

class CheckedRun {
 public:
  explicit CheckedRun(const Params& params) {
    host::MemoryOutput statsLog;
    std::ostringstream unseen;
    RunOutputs outputs = {&dbgLog_, &statsLog, nullptr, &unseen};
    outputs.check = &check_;
    const RunResult result = simulate(params, outputs);
    EXPECT_TRUE(result.finished) << result.failure;
  }

  const check::RunCheck& check() const { return check_; }
  const std::string& dbgLog() const { return dbgLog_.text(); }

  std::string verdictText() const {
    std::ostringstream text;
    check_.verdict().print(text);
    return text.str();
  }

 private:
  host::MemoryOutput dbgLog_;
  check::RunCheck check_{check::Level::Linearizable};
};
