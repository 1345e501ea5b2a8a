#include "report/exports/StateText.h"

#include <algorithm>
#include <map>
#include <vector>

#include "check/base/Wording.h"
#include "host/Check.h"
#include "host/Words.h"
#include "report/PeerStates.h"
#include "report/exports/EventSentence.h"
#include "report/exports/TextTable.h"

namespace report {

namespace {

constexpr size_t kMostNamed = 8;  // Peers in one field.

std::string presenceText(Presence presence) {
  switch (presence) {
    case Presence::Absent: return "not yet";
    case Presence::Up: return "up";
    case Presence::Down: return "failed";
    case Presence::Paused: return "paused";
    case Presence::Left: return "left";
  }
  return "";
}

bool isRunning(Presence presence) {
  return presence == Presence::Up || presence == Presence::Paused;
}

// The addresses, or how many they are.
std::string namesText(const std::vector<sim::Endpoint>& addresses) {
  if (addresses.empty()) return "-";
  if (addresses.size() > kMostNamed) {
    return check::numbered(static_cast<int64_t>(addresses.size()), "peer", "peers");
  }
  std::vector<std::string> names;
  for (const sim::Endpoint& address : addresses) names.push_back(nameOf(address));
  return host::joined(names, ", ");
}

// Those of `running`, which is ascending, that are not in the peer's list, without itself.
std::vector<sim::Endpoint> missingFrom(const PeerState& state, sim::PeerId peer,
                                       const std::vector<sim::Endpoint>& running) {
  std::vector<sim::Endpoint> missing;
  auto listed = state.list.begin();
  for (const sim::Endpoint& address : running) {
    while (listed != state.list.end() && listed->first < address) ++listed;
    const bool isListed = listed != state.list.end() && listed->first == address;
    if (!isListed && address.id != peer) missing.push_back(address);
  }
  return missing;
}

// Those in the peer's list that do not run.
std::vector<sim::Endpoint> wrongIn(const PeerStates& states, sim::PeerId peer, int peers) {
  std::vector<sim::Endpoint> wrong;
  for (const auto& [address, entry] : states.of(peer).list) {
    const bool isPeer = address.port == 0 && address.id >= 1 && address.id <= peers;
    if (!isPeer || !isRunning(states.of(address.id).presence)) wrong.push_back(address);
  }
  return wrong;
}

size_t copiesIn(const PeerState& state) {
  size_t copies = 0;
  for (const auto& [table, held] : state.tables) copies += held.size();
  return copies;
}

std::string peersTable(const Trace& trace, const PeerStates& states) {
  TextTable table({"peer", "place", "state", "in group", "beat", "lists", "copies", "does not list",
                   "lists wrongly"});
  std::vector<sim::Endpoint> running;
  for (sim::PeerId peer = 1; peer <= trace.peers; ++peer) {
    if (isRunning(states.of(peer).presence)) running.push_back({peer, 0});
  }
  for (sim::PeerId peer = 1; peer <= trace.peers; ++peer) {
    const PeerState& state = states.of(peer);
    const bool runs = isRunning(state.presence);
    table.add({std::to_string(peer), trace.shownPlace(trace.places[static_cast<size_t>(peer) - 1]),
               presenceText(state.presence), state.inGroup ? "yes" : "no",
               std::to_string(state.heartbeat), std::to_string(state.list.size()),
               std::to_string(copiesIn(state)),
               runs ? namesText(missingFrom(state, peer, running)) : "-",
               runs ? namesText(wrongIn(states, peer, trace.peers)) : "-"});
  }
  return table.text();
}

// By key, and by the text that they hold under it: the peers.
using Copies = std::map<Index, std::map<std::string, std::vector<sim::Endpoint>>>;

Copies copiesOf(const Trace& trace, const PeerStates& states) {
  Copies copies;
  for (sim::PeerId peer = 1; peer <= trace.peers; ++peer) {
    for (const auto& [table, held] : states.of(peer).tables) {
      for (const auto& [key, value] : held) {
        std::vector<sim::Endpoint>& holders = copies[key][trace.values[value]];
        if (holders.empty() || holders.back().id != peer) holders.push_back({peer, 0});
      }
    }
  }
  return copies;
}

std::string copiesTable(const Trace& trace, const PeerStates& states) {
  TextTable table({"key", "place", "held by", "text"});
  for (const auto& [key, byValue] : copiesOf(trace, states)) {
    std::string name = shortText(trace.keys[key].text);
    std::string place = trace.shownPlace(trace.keys[key].place);
    for (const auto& [value, holders] : byValue) {
      table.add({name, place, namesText(holders), shortText(value)});
      name = place = "";
    }
  }
  return table.text();
}

std::string lastingFaults(const Trace& trace, sim::Tick tick) {
  std::map<std::string_view, int> lasting;  // How often each has begun and not ended.
  for (const Event& event : trace.events) {
    if (event.tick > tick) break;
    if (event.kind == Record::FaultBegan) ++lasting[trace.faults[event.detail].text];
    if (event.kind == Record::FaultEnded) --lasting[trace.faults[event.detail].text];
  }
  std::string lines;
  for (const auto& [text, count] : lasting) {
    if (count > 0) lines += "fault: " + shortText(text) + "\n";
  }
  return lines;
}

}  // namespace

std::string stateText(const Trace& trace, sim::Tick tick) {
  CHECK(0 <= tick);
  CHECK(tick < trace.ticks);
  PeerStates states(trace);
  states.goToEndOf(tick);
  std::string text = "the group at the end of tick " + std::to_string(tick) + " (of " +
                     std::to_string(trace.ticks) + "), " + shortText(trace.conf) + ", seed " +
                     std::to_string(trace.seed) + "\n" + lastingFaults(trace, tick);
  if (trace.stateEveryTicks > 1) {
    text +=
        "member lists were recorded every " + std::to_string(trace.stateEveryTicks) + " ticks\n";
  }
  text += "\n" + peersTable(trace, states);
  const std::string copies = copiesTable(trace, states);
  return text + "\n" + (copies.empty() ? "no peer holds a copy of a key\n" : copies);
}

}  // namespace report
