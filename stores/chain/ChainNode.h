// One peer of a store with chain replication. README.md has the protocol's rules.
//
// Owns its records and borrows the rest. Units: ticks.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "EmulNet.h"
#include "Log.h"
#include "Member.h"
#include "Params.h"
#include "stores/StoreNode.h"
#include "stores/chain/Barrier.h"
#include "stores/chain/ChainMessage.h"
#include "stores/chain/Records.h"
#include "stores/chain/Ring.h"

namespace chain {

class ChainNode : public StoreNode {
 public:
  ChainNode(Member* member, Params* params, EmulNet* net, Log* log, const Address& address);

  void updateRing() override;
  void recvLoop() override;
  void checkMessages() override;
  void clientCreate(const std::string& key, const std::string& value) override;
  void clientRead(const std::string& key) override;
  void clientUpdate(const std::string& key, const std::string& value) override;
  void clientDelete(const std::string& key) override;
  std::vector<Node> findNodes(const std::string& key) override;
  bool isReadDecided(int transID) const override { return transID == decidedRead_; }

 private:
  // A call that this peer coordinates.
  struct Call {
    ChainMessage request;
    int sentAt = 0;
  };

  // An update that the tail has not confirmed.
  struct SentUpdate {
    ChainMessage update;
    int sentAt = 0;
  };

  // The coordinator's side.
  void begin(sim::Operation operation, const std::string& key, const std::string& value);
  void sendRequest(Call* call);
  void serveCalls();
  void handleAnswer(const ChainMessage& answer);
  void handleOverload(const ChainMessage& refusal);
  void handleOutOfSpace(const ChainMessage& refusal);
  void finish(const ChainMessage& request, bool succeeded, const std::string& value);

  // The chain's side.
  void handleRequest(const ChainMessage& request);
  void answerRead(const ChainMessage& request);
  void execute(const ChainMessage& request);
  bool decide(const ChainMessage& request, Record* record) const;
  void startDown(const ChainMessage& request, const Record& record, bool succeeded);
  void sendDown(ChainMessage update);
  void handleUpdate(const ChainMessage& update);
  bool isInHistory(const ChainMessage& update) const;
  bool isCurrent(const ChainMessage& update, const Peers& chain, size_t place) const;
  void passOn(const ChainMessage& update, const Peers& chain, size_t place);
  void handleCommit(const ChainMessage& commit);
  bool isInSent(const std::string& key) const;
  void retransmit();

  // Records of chains that this peer has left.
  void leaveChain(const std::string& key);
  bool isPulledByAll(const Peers& chain) const;
  void handOver();
  void handleHandover(const ChainMessage& handover);
  void handleHandedOver(const ChainMessage& answer);

  // Views.
  void noteTick();
  void enterBarrier(bool mustBegin);
  bool isListKnown() const;
  Peers members() const;
  void serveBarrier();
  void takeOffice();
  void handleSync(const ChainMessage& sync);
  void addRecords(const ChainMessage& sync, ChainMessage* ack) const;
  void handleSyncAck(const ChainMessage& ack);

  // Helpers.
  void handle(const ChainMessage& message);
  ChainMessage makeMessage(MessageKind kind) const;
  ChainMessage makeMessageOf(const ChainMessage& call, MessageKind kind) const;
  void send(const Peer& to, const ChainMessage& message);
  size_t room() const;
  void logReplica(const ChainMessage& message, bool succeeded, const std::string& value);
  void logLine(bool isCoordinator, const ChainMessage& call, bool succeeded,
               const std::string& value);
  void forget();

  Member* const member_;
  Params* const params_;
  EmulNet* const net_;
  Log* const log_;
  const Peer self_;

  Records records_;
  Ring ring_;
  Peers known_;  // The ring's peers, as the member list has them.
  Barrier barrier_;
  int incarnation_;
  bool hasForgotten_ = false;  // Its records, and it has not pulled them since.
  int lastTick_ = -1;
  std::map<Peer, int> incarnations_;  // The latest that was heard of, of each peer.

  std::map<int, Call> calls_;  // By transaction.
  int decidedRead_ = -1;       // The read that is being reported, if the tail has answered it.
  std::map<std::pair<std::string, Version>, SentUpdate> sent_;
  std::map<std::string, int> leaving_;  // Keys to be handed over, and when that was last tried.
  int readySince_ = 0;                  // In the present view.
  std::map<std::pair<Peer, int>, int> logged_;  // Calls with a replica's line, and when.
};

}  // namespace chain
