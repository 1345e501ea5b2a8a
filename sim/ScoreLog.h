// What a grader may believe of a run: dbg.log's lines, made of the events alone.
//
// A submission can write what it likes to dbg.log, to stdout, or through Log::LOG(); nothing of
// that gets here. Nor does what a peer reports in another peer's name. The notes of the framework
// do: they are made while no peer's code runs.
#pragma once

#include <string>

#include "sim/DbgLog.h"
#include "sim/EventStream.h"
#include "sim/OutputFile.h"

namespace sim {

class ScoreLog : public Sink {
 public:
  // Borrows `output`.
  explicit ScoreLog(TextOutput* output) : lines_(output, &statistics_) {}

  void onEvent(const Event& event) override;

 private:
  // Statistics are a peer's own words, and discarded.
  class Nowhere : public TextOutput {
   public:
    void append(std::string_view) override {}
  };

  Nowhere statistics_;
  DbgLog lines_;
};

}  // namespace sim
