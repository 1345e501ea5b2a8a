// The store on one peer: the coordinator on peer 1, a server on every other peer, and a caller on
// each.
//
// Connects them to EmulNet and the peer's disk, and writes the course's log lines. A peer whose
// journal is damaged says so in dbg.log and does not serve: calls made on it fail at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "EmulNet.h"
#include "HashTable.h"
#include "Log.h"
#include "Params.h"
#include "sim/Disk.h"
#include "stores/PeerHalves.h"
#include "stores/StoreNode.h"
#include "stores/twophase/Caller.h"
#include "stores/twophase/Coordinator.h"
#include "stores/twophase/Journal.h"
#include "stores/twophase/Participant.h"

namespace twophase {

class TwoPhaseNode : public StoreNode {
 public:
  // Borrows all.
  TwoPhaseNode(Member* member, Params* params, EmulNet* net, Log* log, Address* address,
               sim::Disk* disk);

  // Placement depends on the registered servers, not on the member list.
  void updateRing() override {}
  void recvLoop() override;
  void checkMessages() override;

  void clientCreate(const std::string& key, const std::string& value) override;
  void clientRead(const std::string& key) override;
  void clientUpdate(const std::string& key, const std::string& value) override;
  void clientDelete(const std::string& key) override;
  std::vector<Node> findNodes(const std::string& key) override;
  bool isReadDecided(int transID) const override { return decidedRead_ == transID; }

  static std::string describe(const char* data, int size);

 private:
  // Starts the parts if needed. Returns whether the peer serves.
  bool isStarted();
  bool recover();
  void stop(const std::string& why);

  void receive(std::string_view bytes, Outbox* out);
  void dispatch(const Message& message, Outbox* out);
  void flush(Outbox out);
  void call(sim::Operation operation, const std::string& key, const std::string& value);

  void logFinished(const Finished& finished);
  void logServed(const Served& served);
  void logLine(bool isCoordinator, bool success, sim::Operation operation, int transId,
               const std::string& key, const std::string& value);

  size_t largestMessageBytes() const;
  int now() const { return params_->getcurrtime(); }

  Member* const member_;
  Params* const params_;
  EmulNet* const net_;
  Log* const log_;
  Address* const address_;
  const sim::PeerId self_;
  std::optional<HashTable> table_;  // A server's.
  Journal journal_;
  Caller caller_;
  std::optional<Coordinator> coordinator_;
  std::optional<Participant> participant_;
  bool isStarted_ = false;
  bool isStopped_ = false;
  std::optional<int> decidedRead_;  // Set while the log line of a decided read is written.
};

// Never freed, like all nodes (makePeerNodes).
StoreHalf makeTwoPhaseStore(Member* member, Params* params, EmulNet* net, Log* log,
                            Address* address, sim::Disk* disk);

}  // namespace twophase
