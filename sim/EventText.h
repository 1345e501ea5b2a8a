// Events as text, a line each, and back: how what happened in a run gets to another program.
//
//     sent 151 3 0 7 0 store 23
//     answered 152 7 0 read yes 104 ab123 value7
//
// First the kind, the tick, and the node's id and port; then what the kind has (Event.h), in that
// order; last, ` as 3 0` if the line in dbg.log names another address (Event::loggedAs). Keys,
// values and notes may hold any bytes: host/LineReader.h's texts. A run that came to its end closes
// with the line `end`.
#pragma once

#include <string>
#include <string_view>

#include "host/OutputFile.h"
#include "sim/EventStream.h"

namespace sim {

// Adds the event's line, with its line break.
void appendEventLine(const Event& event, std::string* text);

// Reads one line, without its line break.
class EventLineReader {
 public:
  // False if it is no event's line; *event is then of no use. Its views are valid until the next
  // call.
  bool read(std::string_view line, Event* event);

 private:
  std::string key_;
  std::string value_;
  std::string text_;
};

// Hands the events of `text` to the sink. Lines that are none are passed over, and so is a last one
// without a line break: any bytes may be read. Returns whether the run came to its end.
bool readEvents(std::string_view text, Sink* sink);

// Writes all events that may be trusted (Trusted.h).
class EventLog : public Sink {
 public:
  // Borrows `output`.
  explicit EventLog(host::TextOutput* output) : output_(output) {}

  void onEvent(const Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  // The run has come to its end.
  void end();

 private:
  host::TextOutput* const output_;
  std::string line_;  // Kept for its memory.
};

}  // namespace sim
