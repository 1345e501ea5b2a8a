// The writer of dbg.log and stats.log: what the course's graders read.
//
// dbg.log begins with the magic number 131; each entry is "\n " + address + " [tick] " + text, so
// the file does not end in a line break. The texts are an interface and stay as they are; extra
// information belongs in other files. Lines of stats.log have the same form.
// In keys and values, bytes below 32 (and 127) are written as \xHH, so that one entry stays one
// line.
#pragma once

#include <string>

#include "sim/EventStream.h"
#include "sim/OutputFile.h"

namespace sim {

class DbgLog : public Sink {
 public:
  // Borrows both outputs.
  DbgLog(TextOutput* dbgLog, TextOutput* statsLog);

  void onEvent(const Event& event) override;

 private:
  void beginEntry(const Event& event);
  void addNumber(int64_t number);
  void addAddress(const Endpoint& endpoint);
  void addEscaped(std::string_view text);
  void addMembership(const Event& event, std::string_view verb);
  void addInvocation(const Event& event);
  void addResult(const Event& event);

  TextOutput* const dbgLog_;
  TextOutput* const statsLog_;
  std::string entry_;  // The entry being built; kept between calls for its memory.
};

}  // namespace sim
