// The writer of dbg.log and stats.log: what the course's graders read.
//
// dbg.log begins with the magic number 131; each entry is "\n " + address + " [tick] " + text, so
// the file does not end in a line break. The texts are an interface and stay as they are; extra
// information belongs in other files. Lines of stats.log have the same form.
// In keys and values, bytes below 32 (and 127) are written as \xHH, so that one entry stays one
// line. Of the joined and removed lines, as many as the square of the group's size, some or all can
// be left out.
#pragma once

#include <string>

#include "host/OutputFile.h"
#include "sim/EventStream.h"

namespace sim {

// Which joined and removed lines are written: all, those in which a peer reports another one and
// not itself, or none.
enum class MembershipLines : uint8_t { All, Others, None };

class DbgLog : public Sink {
 public:
  // Borrows both outputs.
  DbgLog(host::TextOutput* dbgLog, host::TextOutput* statsLog,
         MembershipLines lines = MembershipLines::All);

  void onEvent(const Event& event) override;

  // How many joined and removed lines were left out.
  int64_t linesLeftOut() const { return linesLeftOut_; }

 private:
  bool isLeftOut(const Event& event) const;
  void beginEntry(const Event& event);
  void addNumber(int64_t number);
  void addAddress(const Endpoint& endpoint);
  void addEscaped(std::string_view text);
  void addMembership(const Event& event, std::string_view verb);
  void addInvocation(const Event& event);
  void addResult(const Event& event);

  host::TextOutput* const dbgLog_;
  host::TextOutput* const statsLog_;
  const MembershipLines lines_;
  int64_t linesLeftOut_ = 0;
  // The entry being built. Between calls it is the last one, of which address and tick, the first
  // startSize_ bytes, mostly begin the next one as well. 0 before the first entry.
  std::string entry_;
  size_t startSize_ = 0;
  Endpoint startAddress_;
  Tick startTick_ = 0;
};

}  // namespace sim
