// The lines of dbg.log that a grader may trust, made from the events alone.
//
// A submission can write what it likes to dbg.log, to stdout, or through Log::LOG(); none of that
// gets here. What it reports through Log's calls for results and members does, as written, and so
// do the framework's own notes, which are made while no peer's code runs.
#pragma once

#include <string>

#include "host/OutputFile.h"
#include "sim/DbgLog.h"
#include "sim/EventStream.h"

namespace sim {

class ScoreLog : public Sink {
 public:
  // Borrows `output`.
  explicit ScoreLog(host::TextOutput* output) : lines_(output, &statistics_) {}

  void onEvent(const Event& event) override;

 private:
  // Statistics are a peer's own words, and discarded.
  class Nowhere : public host::TextOutput {
   public:
    void append(std::string_view) override {}
  };

  Nowhere statistics_;
  DbgLog lines_;
};

}  // namespace sim
