// Records a run as a trace (docs/report.md) while it goes on: the event stream, the turns of the
// peers, and what changes in their state.
//
// Costs: a line for each event. In groups of more than kMostPeersInFull the membership's messages
// are counted by tick instead, as are all messages once the trace is larger than kMostBytes, from
// where on values are cut early and notes left out; the trace says how many.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "check/base/Design.h"
#include "check/consistency/History.h"
#include "report/Trace.h"
#include "report/recording/MessageText.h"
#include "report/recording/TraceEnd.h"
#include "report/recording/TraceLines.h"
#include "sim/EventStream.h"

namespace report {

inline constexpr int kMostPeersInFull = 100;
inline constexpr int kMostPeersWithHeartbeats = 20;
inline constexpr uint64_t kMostBytes = uint64_t{200} << 20;

struct TraceHeader {
  std::string conf;
  uint64_t seed = 1;
  std::string replay;
  int peers = 1;
  check::Design design = check::kQuorumDesign;
  std::vector<Source> sources;
};

class TraceWriter : public sim::Sink {
 public:
  // Writes the header. Borrows `output`.
  TraceWriter(const TraceHeader& header, DescribeMessage describe, host::TextOutput* output);

  void onEvent(const sim::Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  // The detail that suits the group's size. How often its peers' state is to be recorded: 1 = after
  // each turn, else every that many ticks; whether with the heartbeats of list entries.
  sim::Tick stateEveryTicks() const;
  bool hasHeartbeats() const { return peers_ <= kMostPeersWithHeartbeats; }

  // A call into a peer's code begins, and ends.
  void beginTurn(sim::Tick tick, sim::PeerId peer, const char* call);
  void endTurn();

  // Outside of turns: the changes that follow are those of `peer`, at `tick`.
  void beginState(sim::Tick tick, sim::PeerId peer);
  void endState();

  // Changes of the peer's state: that of the turn, or of beginState().
  void inGroup(bool isInGroup);
  void heartbeat(int64_t beats);
  void entryAdded(const sim::Endpoint& member, int64_t heartbeat, int64_t timestamp);
  void entryChanged(const sim::Endpoint& member, int64_t heartbeat, int64_t timestamp);
  void entryRemoved(const sim::Endpoint& member);
  void copyHeld(size_t table, const std::string& key, const std::string& value);
  void copyGone(size_t table, const std::string& key);
  void copiesGone();

  // The run is over. Nothing may follow.
  void end(const TraceEnd& end);

 private:
  struct Counts {
    uint64_t sent = 0;
    uint64_t delivered = 0;
    uint64_t lost = 0;
    uint64_t bytes = 0;
  };
  using MessageName = std::pair<sim::NetworkId, uint64_t>;

  struct MessageNameHash {
    size_t operator()(const MessageName& name) const {
      return static_cast<size_t>(name.second * 2 + static_cast<uint64_t>(name.first));
    }
  };

  // What an answer names its operation by.
  using CallKind = std::pair<sim::Operation, std::string>;
  using Transaction = std::pair<int32_t, CallKind>;

  void writeHeader(const TraceHeader& header);
  void goTo(sim::Tick tick);
  // Begins a record of the body at the current tick, within the turn if one is under way.
  TraceLines& begin(Record record);
  void writeTick();

  // The text, cut if it is long.
  std::string_view shownText(std::string_view text);
  Index textIndex(const sim::Event& event);
  Index keyIndex(const std::string& key);
  Index nameIndex(const char* call);

  bool isLarge() const { return lines_.bytes() > kMostBytes; }
  bool isCounted(sim::NetworkId network) const;
  void onMessage(const sim::Event& event);
  void countMessage(const sim::Event& event);
  void writeSums();
  void writeSent(const sim::Event& event);
  void writeDropped(const sim::Event& event);
  void discardMessagesTo(const std::optional<sim::PeerId>& receiver);

  void onPeer(const sim::Event& event);
  void onNote(const sim::Event& event);
  void onMemberLine(Record record, const sim::Event& event);
  void onCall(const sim::Event& event);
  void onResult(Record record, const sim::Event& event, int operation);
  void onFault(Record record, const sim::Event& event);
  void writeLoggedAs(const sim::Event& event);
  int operationOfAnswer(const sim::Event& event) const;
  int operationOfResult(const sim::Event& event);

  void writeOperations();
  void writeProblems(const TraceEnd& end);
  void writeOmissions();
  void writeMessagesLeft();

  TraceLines lines_;
  const DescribeMessage describe_;
  const int peers_;
  const check::Design design_;
  check::History history_;

  sim::Tick tick_ = 0;
  bool isTickWritten_ = false;
  // The call that is under way; its record is written once something happens in it.
  sim::PeerId turnPeer_ = 0;  // 0 = none.
  const char* turnCall_ = nullptr;
  bool isTurnWritten_ = false;
  sim::PeerId statePeer_ = 0;  // Of beginState(); 0 = its record is written.

  std::unordered_map<std::string, Index> texts_;
  std::unordered_map<std::string, Index> keys_;
  std::map<std::string, Index> names_;

  // Messages that were sent and have no end yet, and their receivers.
  std::unordered_map<MessageName, sim::PeerId, MessageNameHash> inFlight_;
  std::array<Counts, sim::kNetworkCount> counts_{};  // Of this tick.
  std::array<uint64_t, sim::kNetworkCount> left_{};  // Messages that are counted alone.

  uint64_t cutTexts_ = 0;
  uint64_t notesLeft_ = 0;

  // Open operations, by number, and those that transactions turned out to belong to.
  std::map<CallKind, std::vector<int>> open_;
  std::map<Transaction, int> transactions_;
};

}  // namespace report
