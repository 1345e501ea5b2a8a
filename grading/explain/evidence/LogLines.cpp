#include "grading/explain/evidence/LogLines.h"

#include "sim/ScoreLog.h"

namespace grading {

namespace {

constexpr size_t kMostLines = 500000;  // More than any run needs whose story can be told.

// Whether dbg.log has a line of it.
bool isLogged(sim::EventKind kind) {
  using sim::EventKind;
  switch (kind) {
    case EventKind::GroupEntered:
    case EventKind::MemberListed:
    case EventKind::ReplicasNamed:
    case EventKind::ListSeen:
    case EventKind::TableHolds:
    case EventKind::Executed:
    case EventKind::CacheRead: return false;
    default: return !sim::isNetworkEvent(kind);
  }
}

sim::Event eventOf(const LogLine& line) {
  sim::Event event;
  event.kind = line.kind;
  event.tick = line.tick;
  event.node = line.node;
  event.other = line.other;
  event.isLoggedAsAnother = line.isLoggedAsAnother;
  event.loggedAs = line.loggedAs;
  event.operation = line.operation;
  event.success = line.success;
  event.transId = line.transId;
  event.key = line.key;
  event.value = line.value;
  event.text = line.text;
  return event;
}

}  // namespace

void LogLines::onEvent(const sim::Event& event) {
  if (!isLogged(event.kind) || lines_.size() >= kMostLines) return;
  lines_.push_back({event.kind, event.tick, event.node, event.other, event.isLoggedAsAnother,
                    event.loggedAs, event.operation, event.success, event.transId,
                    std::string(event.key), std::string(event.value), std::string(event.text)});
}

std::string LogLines::text() const {
  host::MemoryOutput memory;
  sim::ScoreLog log(&memory);
  for (const LogLine& line : lines_) log.onEvent(eventOf(line));
  return memory.text();
}

}  // namespace grading
