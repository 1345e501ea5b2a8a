// Tells a trace what changes in the peers' state: whether they are in the group, their member
// lists, their hash tables.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "PeerGroup.h"
#include "report/recording/TraceWriter.h"
#include "sim/TurnWatcher.h"

class StateProbe : public sim::TurnWatcher {
 public:
  // Looks at a peer after each of its turns, or at all peers every few ticks, as the trace wants
  // it. Borrows both.
  StateProbe(const PeerGroup* peers, report::TraceWriter* trace);

  void beforeCall(sim::Tick tick, sim::PeerId peer, const char* call) override;
  void afterCall(sim::PeerId peer, bool isLast) override;

  // At the end of each tick.
  void look(sim::Tick tick);

 private:
  struct Entry {
    int64_t heartbeat = 0;
    int64_t timestamp = 0;

    bool operator==(const Entry&) const = default;
  };
  using List = std::map<sim::Endpoint, Entry>;
  using Table = std::map<std::string, std::string>;

  // What was seen of a peer last.
  struct Seen {
    bool isInGroup = false;
    int64_t heartbeat = 0;
    std::vector<std::pair<sim::Endpoint, Entry>> entries;  // As they stood in the list.
    List list;
    std::vector<const void*> identities;  // Of the tables.
    std::vector<Table> tables;
  };

  void lookAt(sim::PeerId peer);
  void lookAtMember(sim::PeerId peer, Seen* seen);
  void lookAtList(const std::vector<MemberListEntry>& entries, Seen* seen);
  void lookAtTables(sim::PeerId peer, Seen* seen);
  void lookAtTable(size_t index, const Table& now, Table* seen);

  const PeerGroup* const peers_;
  report::TraceWriter* const trace_;
  const sim::Tick everyTicks_;
  const bool hasHeartbeats_;
  std::vector<Seen> seen_;                                // Of peer p at p - 1.
  std::vector<std::pair<sim::Endpoint, Entry>> entries_;  // Scratch of lookAtList.
};
