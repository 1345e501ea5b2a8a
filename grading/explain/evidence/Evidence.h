// What a run's events say of its peers, its client calls and its messages: what explanations are
// made from.
//
// A sink, filled once (sim::readEvents) and then asked. Whatever a submission reports, in whatever
// number, is kept within bounds; who runs, and what clients call, is the framework's word alone.
// Peers are named by their ids; times are ticks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "grading/explain/evidence/Peers.h"
#include "lab/Schedule.h"
#include "sim/EventStream.h"

namespace grading {

using sim::Tick;

// How a run ended.
enum class Ending : uint8_t {
  Whole,    // With its last tick.
  Crashed,  // By a signal.
  Hanging,  // It had to be ended.
  Flood,    // It reported more than was looked at.
  Exited,   // Before its last tick.
};

// A `success` or `fail` line of a replica or of the coordinator.
struct Answer {
  Tick tick = 0;
  PeerId peer = 0;
  bool success = false;
  int32_t transId = 0;
  std::string value;
};

// A line of a key that no client has called so, or of another kind: text that was damaged, say.
struct Stray {
  Answer answer;
  bool isResult = false;
  sim::Operation operation = sim::Operation::Create;
  std::string key;
};

// What a table has for a key when that is called.
struct Holding {
  Tick tick = 0;
  PeerId peer = 0;
  std::string value;
};

// A message of the store, once for each thing that became of it.
struct StoreMessage {
  enum Fate : uint8_t { Sent, Delivered, Lost };

  Tick tick = 0;
  PeerId from = 0;
  PeerId to = 0;
  Fate fate = Sent;
  sim::DropCause cause = sim::DropCause::Chance;  // If lost.
  int32_t sizeBytes = 0;
};

// A client's call, and what was logged of it.
struct Call {
  Tick tick = 0;
  PeerId coordinator = 0;
  sim::Operation operation = sim::Operation::Create;
  std::string key;
  std::string value;
  std::vector<Answer> answers;         // Of replicas, `server` lines.
  std::vector<Answer> results;         // Of the coordinator.
  std::vector<StoreMessage> requests;  // Sent or lost while the call was being made.
};

struct ListChange {
  Tick tick = 0;
  PeerId of = 0;
  bool joined = false;
};

// What one peer sent another on the membership network.
struct Contact {
  int sent = 0;
  int tooLarge = 0;
  int queueFull = 0;
  int byChance = 0;
  int32_t largest = 0;  // Of those too large, in bytes.
  std::vector<Tick> deliveredAt;
  std::vector<int32_t> deliveredBytes;  // Of the same messages.
};

// An entry of a member list after a tick (NodeProbe.h).
struct Listing {
  Tick tick = 0;
  int32_t heartbeat = 0;
  int32_t timestamp = 0;
  bool isTwice = false;  // There is another entry of that peer behind this one.
};

// What a peer's findNodes gave (NodeProbe.h), the primary first.
struct NamedReplicas {
  Tick tick = 0;
  PeerId by = 0;
  std::string key;
  Peers replicas;
};

class Evidence : public sim::Sink {
 public:
  Ending ending = Ending::Whole;
  int signal = 0;  // That ended it; 0 = none.
  Tick lastTick = 0;

  void onEvent(const sim::Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  // Those that have started, ascending.
  const Peers& peers() const { return peers_; }
  Tick startedAt(PeerId peer) const;
  std::optional<Tick> failedAt(PeerId peer) const;
  // What fails at `tick` is dead then.
  bool isAlive(PeerId peer, Tick tick) const;
  Peers aliveAt(Tick tick) const;
  // Those that failed, in the order in which they did.
  const Peers& failed() const { return failed_; }

  // The peer's own joined and removed lines.
  const std::vector<ListChange>& changesOf(PeerId peer) const;
  // Whom it lists at the end of its membership turn of `tick`: as it was seen, or else by these
  // lines; itself as well. Ascending.
  Peers listOf(PeerId peer, Tick tick) const;
  // Whether it has said that it removed itself.
  bool hasRemovedItself(PeerId peer, Tick tick) const;
  // When it last logged that it removed `other`, from `after` on.
  std::optional<Tick> removedAt(PeerId peer, PeerId other, Tick after) const;

  // In the order of the run. Answers are not matched as in sim/OpenCalls.h: there a line answers
  // one call and closes it; here every line has to come to the call that it is about, be it the
  // third of a call, or late. So transactions, which a submission numbers as it likes, count where
  // they help. What a replica logs is of the newest call of that kind and key, or of an older one
  // if that asked it, has a line of the same transaction, and no such line of this replica yet; not
  // if other operations have that transaction, too. What a coordinator logs is of that of its calls
  // in which a replica has logged the same transaction, or else of the oldest that has no result
  // yet.
  const std::vector<Call>& calls() const { return calls_; }

  const std::vector<Stray>& strays() const { return strays_; }

  // Whether a call was made at `tick`, or so shortly before that its messages are still on their
  // way.
  bool isAfterCall(Tick tick) const;

  // In the order of the run.
  const std::vector<StoreMessage>& storeMessages() const { return storeMessages_; }
  const Contact& contact(PeerId from, PeerId to) const;

  // ---- Of runs with --probe; nothing in others.

  // When the peer first said that it is in the group.
  std::optional<Tick> enteredAt(PeerId peer) const;
  // The entry of `of` in the list of `by`, by ticks.
  const std::vector<Listing>& listings(PeerId by, PeerId of) const;
  const std::vector<NamedReplicas>& namedReplicas() const { return namedReplicas_; }

  // ---- Of runs with --probe-state; nothing in others.

  // Whether any table was seen to hold a called key: some stores have none of the framework's.
  bool seesTables() const { return seesTables_; }
  // What the tables had for the key when it was called at `tick`, before the call.
  std::vector<Holding> holdings(const std::string& key, Tick tick) const;
  bool holds(PeerId peer, const std::string& key, Tick tick) const;
  // The ids in the peer's list, in the order of the list, if it was seen at `tick`.
  std::optional<Peers> listSeen(PeerId peer, Tick tick) const;

 private:
  using CallName = std::pair<sim::Operation, std::string>;

  void addMessage(const sim::Event& event);
  void addContact(const sim::Event& event);
  void addAnswer(const sim::Event& event);
  void addListing(const sim::Event& event);
  void addNamed(const sim::Event& event);
  void addHolding(const sim::Event& event);
  void addStray(const sim::Event& event);
  Call* callOf(const sim::Event& event);
  Call* callAnswered(const sim::Event& event, const std::vector<size_t>& named);

  Peers peers_;
  Peers failed_;
  std::map<PeerId, Tick> startedAt_;
  std::map<PeerId, Tick> failedAt_;
  std::map<PeerId, std::vector<ListChange>> changes_;
  std::vector<Call> calls_;
  std::map<CallName, std::vector<size_t>> callsByName_;
  // Whose lines have it; of more than one operation if a submission reuses its numbers.
  std::map<int32_t, std::set<CallName>> namesByTransaction_;
  std::set<Tick> callTicks_;
  bool isCalling_ = false;  // The last of calls_ is just being made.
  std::vector<StoreMessage> storeMessages_;
  std::map<std::pair<PeerId, PeerId>, Contact> contacts_;
  std::map<PeerId, Tick> enteredAt_;
  std::map<std::pair<PeerId, PeerId>, std::vector<Listing>> listings_;
  std::vector<NamedReplicas> namedReplicas_;
  std::vector<Stray> strays_;
  bool seesTables_ = false;
  std::map<std::string, std::vector<Holding>> holdings_;  // By key, in the order of the run.
  std::map<std::pair<PeerId, Tick>, Peers> listsSeen_;
};

}  // namespace grading
