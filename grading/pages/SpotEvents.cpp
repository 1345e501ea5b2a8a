#include "grading/pages/SpotEvents.h"

#include <algorithm>
#include <utility>

namespace grading {

namespace {

using report::Event;
using report::Index;
using report::kNoIndex;
using report::Record;
using report::Trace;

const std::string& keyOf(const Event& event, const Trace& trace) {
  return trace.keys[trace.lines[event.detail].key].text;
}

bool isOfStore(const Event& event, const Trace& trace) {
  return trace.messages[event.message].network == sim::NetworkId::Store;
}

bool isTo(const Event& event, int other, const Trace& trace) {
  return other == 0 || trace.messages[event.message].to.id == other;
}

bool isReceipt(const Event& event, int from, const Trace& trace) {
  return event.kind == Record::Delivered && isOfStore(event, trace) &&
         (from == 0 || trace.messages[event.message].from.id == from);
}

bool saysKey(const Event& event, const std::string& key, const Trace& trace) {
  return trace.textOf(trace.messages[event.message]).find(key) != std::string::npos;
}

// Whether a line of the membership names the peer. 0 = whomever, -1 = nobody who exists.
bool isAbout(const Event& event, int other, const Trace& trace) {
  if (other < 0) return event.other.id < 1 || event.other.id > trace.peers;
  return other == 0 || event.other.id == other;
}

bool isLine(const Event& event, const Spot& spot, const Trace& trace) {
  const bool isOfKey = spot.key.empty() || keyOf(event, trace) == spot.key;
  const bool isAsSaid = !spot.success || event.kind == Record::Call || event.flag == *spot.success;
  return isOfKey && isAsSaid;
}

// Whether the event is of the spot's kind, its tick and peer aside.
bool isOfKind(const Event& event, const Spot& spot, const Trace& trace) {
  switch (spot.kind) {
    case Spot::Call: return event.kind == Record::Call && isLine(event, spot, trace);
    case Spot::Answer: return event.kind == Record::Answer && isLine(event, spot, trace);
    case Spot::Result: return event.kind == Record::Finish && isLine(event, spot, trace);
    case Spot::Request:
      return (event.kind == Record::Sent || event.kind == Record::Refused) &&
             isOfStore(event, trace) && isTo(event, spot.other, trace);
    case Spot::Refusal: return event.kind == Record::Refused && isTo(event, spot.other, trace);
    case Spot::Receipt: return isReceipt(event, spot.other, trace);
    case Spot::Up: return event.kind == Record::Up;
    case Spot::Failure: return event.kind == Record::Down;
    case Spot::Joined:
    case Spot::Removed: {
      const Record kind = spot.kind == Spot::Joined ? Record::Added : Record::Removed;
      return event.kind == kind && isAbout(event, spot.other, trace);
    }
    case Spot::Copy: return isReceipt(event, 0, trace) && saysKey(event, spot.key, trace);
    case Spot::Moment: return event.kind == Record::Delivered;
    case Spot::EarlyEnd: return false;
  }
  return false;
}

// Of a moment, the message of the other peer that came then, or else of any.
bool isFromOther(const Event& event, const Spot& spot, const Trace& trace) {
  return trace.messages[event.message].from.id == spot.other;
}

Index keyOf(const Spot& spot, const Trace& trace) {
  if (spot.key.empty()) return kNoIndex;
  const auto found = std::find_if(trace.keys.begin(), trace.keys.end(),
                                  [&](const report::Key& key) { return key.text == spot.key; });
  return found == trace.keys.end() ? kNoIndex : static_cast<Index>(found - trace.keys.begin());
}

bool isAtTime(const Event& event, const Spot& spot) {
  if (spot.kind == Spot::Receipt) return event.tick >= spot.tick;
  return spot.tick < 0 || event.tick == spot.tick;
}

Index eventOf(const Spot& spot, const Trace& trace) {
  Index found = kNoIndex;
  for (Index at = 0; at < trace.events.size(); ++at) {
    const Event& event = trace.events[at];
    if (!isAtTime(event, spot) || event.peer != spot.peer) continue;
    if (!isOfKind(event, spot, trace)) continue;
    if (spot.kind != Spot::Moment || isFromOther(event, spot, trace)) return at;
    if (found == kNoIndex) found = at;
  }
  return found;
}

// The last tick, up to the spot's, in which its peer stored a text under its key; the spot's own if
// that was not seen.
int tickOfCopy(const Spot& spot, const Trace& trace) {
  const Index key = keyOf(spot, trace);
  int found = spot.tick;
  for (const report::Change& change : trace.changes) {
    if (change.tick > spot.tick) break;
    const bool isIts = change.peer == spot.peer && change.key == key;
    if (isIts && change.kind == Record::CopyHeld) found = change.tick;
  }
  return found;
}

// The spot's event. One that was to come, and did not, stands for itself in what was to make it.
Index shownEventOf(Spot spot, const Trace& trace) {
  if (spot.kind == Spot::Copy) spot.tick = tickOfCopy(spot, trace);
  const Index found = eventOf(spot, trace);
  if (found != kNoIndex || spot.kind != Spot::Receipt) return found;
  std::swap(spot.peer, spot.other);
  spot.kind = Spot::Answer;
  const Index line = eventOf(spot, trace);
  spot.kind = Spot::Request;
  return line != kNoIndex ? line : eventOf(spot, trace);
}

// The operation of the event; of a request, the one that its sender is called for then.
int operationOf(const Spot& spot, Index event, const Trace& trace) {
  if (event == kNoIndex) return 0;
  if (trace.events[event].operation > 0) return trace.events[event].operation;
  for (size_t at = 0; at < trace.operations.size(); ++at) {
    const report::Operation& operation = trace.operations[at];
    const bool isIts =
        operation.coordinator == spot.peer && operation.invokedAt == trace.events[event].tick;
    const bool isCalled = spot.kind == Spot::Call || spot.kind == Spot::Request;
    if (isIts && isCalled) return static_cast<int>(at) + 1;
  }
  return 0;
}

std::string stopText(int tick, int peer, const std::string& call) {
  return std::to_string(tick) + ":" + std::to_string(peer) + (call.empty() ? "" : ":" + call);
}

// A client's call comes right before the turn in which it is served.
std::string stopBefore(const Spot& spot, Index event, const Trace& trace) {
  if (!spot.call.empty() && spot.tick >= 0) return stopText(spot.tick, spot.peer, spot.call);
  if (event == kNoIndex) return "";
  Index at = trace.events[event].turn;
  if (at == kNoIndex && trace.events[event].kind == Record::Call) {
    const auto served = std::find_if(trace.turns.begin(), trace.turns.end(), [&](const auto& turn) {
      return turn.tick == trace.events[event].tick && turn.firstEvent > event;
    });
    if (served != trace.turns.end() && served->peer == spot.peer) {
      at = static_cast<Index>(served - trace.turns.begin());
    }
  }
  if (at == kNoIndex) return "";
  const report::Turn& turn = trace.turns[at];
  return stopText(turn.tick, turn.peer, trace.names[turn.name]);
}

}  // namespace

ShownSpot shownSpot(const Spot& spot, const Trace& trace) {
  ShownSpot shown;
  const int lastTick = std::max(trace.ticks - 1, 0);
  shown.event = shownEventOf(spot, trace);
  shown.tick = spot.tick >= 0 ? std::min(spot.tick, lastTick) : lastTick;
  shown.peer = spot.peer >= 1 && spot.peer <= trace.peers ? spot.peer : 0;
  if (shown.event != kNoIndex) {
    shown.tick = trace.events[shown.event].tick;
    shown.record = report::recordWord(trace.events[shown.event].kind);
    shown.peer = trace.events[shown.event].peer;
  }
  shown.operation = operationOf(spot, shown.event, trace);
  shown.key = keyOf(spot, trace);
  if (shown.key == kNoIndex && shown.operation > 0)
    shown.key = trace.operation(shown.operation).key;
  shown.stopAt = stopBefore(spot, shown.event, trace);
  return shown;
}

}  // namespace grading
