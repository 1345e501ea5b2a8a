// Reads the records of a trace's body: what happened in the run, and what changed in the peers.
#pragma once

#include <optional>
#include <unordered_map>

#include "report/reading/Fields.h"

namespace report {

class BodyRecords {
 public:
  // Borrows the trace, whose header is complete when the first record is read, and adds to it.
  explicit BodyRecords(Trace* trace) : trace_(trace) {}

  static bool has(Record record) { return record >= Record::Key && record <= Record::Sum; }
  // Whether it defines a text or a name, which it may do in the trace's end as well.
  static bool isDefinition(Record record) {
    return record >= Record::Key && record <= Record::Name;
  }

  // Reads the rest of a record. What is wrong with it is then in fields->problem().
  // REQUIRES: has(record).
  void read(Record record, Fields* fields);

  // What keeps the body from ending here: a turn that is not done. "" if nothing does.
  std::string unfinished() const;

  sim::Tick tick() const { return tick_; }  // -1 before the first.

 private:
  void define(Record record, Fields* fields);
  void readTick(Fields* fields);
  void readTurn(Fields* fields);
  void readDone(Fields* fields);
  void readEvent(Record record, Fields* fields);
  void readSend(Record record, Fields* fields);
  void readOfMessage(Record record, Fields* fields);
  void readOfPeer(Record record, Fields* fields);
  void readMember(Record record, Fields* fields);
  void readCall(Fields* fields);
  void readLine(Record record, Fields* fields);
  void readNote(Fields* fields);
  void readFault(Record record, Fields* fields);
  void readAt(Fields* fields);
  void readChange(Record record, Fields* fields);
  void readSum(Fields* fields);

  Event newEvent(Record record) const;
  void add(const Event& event, const Fields& fields);
  int readPeer(Fields* fields);
  void noteMessage(const Event& event, Message* message);
  Index nextEvent() const { return static_cast<Index>(trace_->events.size()); }
  sim::PeerId peerOf(const sim::Endpoint& address) const;

  Trace* const trace_;
  sim::Tick tick_ = -1;
  Index turn_ = kNoIndex;                  // That is open.
  sim::PeerId at_ = 0;                     // Whose state is told outside of a turn; 0 = nobody's.
  std::optional<sim::Endpoint> loggedAs_;  // For the event that must follow.
  std::unordered_map<uint64_t, Index> messages_;  // By twice the number, plus the network.
};

}  // namespace report
