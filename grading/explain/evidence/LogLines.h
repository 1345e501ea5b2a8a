// The lines of a run's log, one by one: what an experiment with the log edits. Written down again,
// they are scored as any log is.
#pragma once

#include <string>
#include <vector>

#include "sim/EventStream.h"

namespace grading {

struct LogLine {
  sim::EventKind kind = sim::EventKind::Note;
  sim::Tick tick = 0;
  sim::Endpoint node;
  sim::Endpoint other;
  bool isLoggedAsAnother = false;
  sim::Endpoint loggedAs;
  sim::Operation operation = sim::Operation::Create;
  bool success = false;
  int32_t transId = 0;
  std::string key;
  std::string value;
  std::string text;
};

// A sink for the events of a run, filled once.
class LogLines : public sim::Sink {
 public:
  void onEvent(const sim::Event& event) override;
  bool wantsNetworkEvents() const override { return false; }

  std::vector<LogLine>& lines() { return lines_; }
  const std::vector<LogLine>& lines() const { return lines_; }

  // As dbg.log.
  std::string text() const;

 private:
  std::vector<LogLine> lines_;
};

}  // namespace grading
