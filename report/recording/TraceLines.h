// Lines of a trace, and the checksums between them. docs/report.md has the form.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "host/OutputFile.h"
#include "sim/Crc32.h"
#include "report/TraceWords.h"
#include "sim/Event.h"

namespace report {

class TraceLines {
 public:
  // Borrows `output`.
  explicit TraceLines(host::TextOutput* output) : output_(output) {}

  // Begins a record. Its fields follow, and then finish().
  TraceLines& begin(Record record) { return begin(recordWord(record)); }
  TraceLines& begin(std::string_view word);

  TraceLines& number(std::integral auto number) { return numberText(std::to_string(number)); }
  TraceLines& word(std::string_view word);  // As it is: without blanks, not empty.
  TraceLines& text(std::string_view text);  // Any bytes.
  TraceLines& address(const sim::Endpoint& address);
  TraceLines& message(sim::NetworkId network, uint64_t number);

  // Ends the record. It reaches the output at once, so that a run that crashes leaves whole lines.
  void finish();

  // The checksum and the last line.
  void end();

  uint64_t bytes() const { return bytes_; }

 private:
  TraceLines& numberText(std::string_view digits) { return word(digits); }
  void write();
  void writeChecksum();

  host::TextOutput* const output_;
  std::string text_;  // The line.
  sim::Crc32 checksum_;
  int linesSinceChecksum_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace report
