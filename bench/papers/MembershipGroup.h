// A group of members of one design on a network that loses messages, driven tick by tick in
// Application's order.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "EmulNet.h"
#include "Log.h"
#include "Member.h"
#include "Params.h"
#include "sim/EventStream.h"
#include "stores/MembershipNode.h"

namespace papers {

class MembershipGroup : private sim::Sink {
 public:
  enum class Design : uint8_t {
    Mp1,      // MP1Node
    Epidemic  // stores/epidemic/, with the conf's defaults
  };

  struct Removal {
    int observer = 0;
    int member = 0;
    int tick = 0;
  };

  // Peers 1 ... size, none of them started.
  MembershipGroup(int size, unsigned long long seed, Design design = Design::Mp1);

  // Starts all peers and runs, without loss, until each lists all. Returns false if that takes more
  // than a thousand ticks.
  bool form();

  // From now on each message is lost with this probability.
  void loseMessages(double probability);

  void tick();
  // Runs until each live peer lists exactly the live peers, for at most `limitTicks` ticks.
  bool runUntilWhole(int limitTicks);

  // Whether each live peer lists exactly the live peers.
  bool isWhole() const;

  // Called between ticks. Messages to a peer that is down are lost; it restarts without memory.
  void crash(int id);
  void restart(int id);

  int size() const { return static_cast<int>(peers_.size()); }
  int now() const { return params_.globaltime; }
  bool isUp(int id) const { return !member(id).bFailed; }
  const Member& member(int id) const { return *peers_.at(static_cast<size_t>(id) - 1).member; }
  const Params& params() const { return params_; }

  // What the peers have logged since the last call.
  std::vector<Removal> takeRemovals();

 private:
  struct Peer {
    Address address;
    std::unique_ptr<MembershipNode> node;
    Member* member = nullptr;  // The node's.
  };

  void onEvent(const sim::Event& event) override;
  Peer& at(int id) { return peers_.at(static_cast<size_t>(id) - 1); }
  void start(Peer* peer);

  Params params_;
  Log log_;
  EmulNet net_;
  sim::EventStream events_;
  std::vector<Peer> peers_;
  std::vector<Removal> removals_;
};

}  // namespace papers
