#include "report/exports/ShiViz.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "report/exports/EventSentence.h"

namespace report {

namespace {

constexpr const char* kExpression = R"((?<host>\S*) (?<clock>{.*})\n(?<tick>\d+) (?<event>.*))";

// By peer: how many of its events are known.
using VectorClock = std::map<sim::PeerId, int>;

std::string clockText(const VectorClock& clock) {
  std::string text = "{";
  for (const auto& [peer, count] : clock) {
    if (text.size() > 1) text += ',';
    text += "\"peer" + std::to_string(peer) + "\":" + std::to_string(count);
  }
  return text + '}';
}

}  // namespace

std::string shivizLog(const Trace& trace, const ShiVizChoice& choice) {
  std::string log = std::string(kExpression) + "\n\n";
  std::map<sim::PeerId, VectorClock> clocks;
  std::unordered_map<Index, VectorClock> sent;  // By message: the clock when it was sent.
  for (Index i = 0; i < trace.events.size(); ++i) {
    const Event& event = trace.events[i];
    if (event.peer == 0 || event.tick < choice.first || event.tick > choice.last) continue;
    const bool isMessage = event.message != kNoIndex;
    if (isMessage && !choice.hasMembershipMessages &&
        trace.messages[event.message].network == sim::NetworkId::Membership) {
      continue;
    }
    VectorClock& clock = clocks[event.peer];
    if (event.kind == Record::Delivered) {
      for (const auto& [peer, count] : sent[event.message]) {
        clock[peer] = std::max(clock[peer], count);
      }
    }
    ++clock[event.peer];
    if (event.kind == Record::Sent) sent[event.message] = clock;
    log += "peer" + std::to_string(event.peer) + " " + clockText(clock) + "\n" +
           std::to_string(event.tick) + " " + sentenceOf(trace, i) + "\n";
    if (isMessage && i == trace.messages[event.message].endEvent) sent.erase(event.message);
  }
  return log;
}

}  // namespace report
