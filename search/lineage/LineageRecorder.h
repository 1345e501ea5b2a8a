// Notes the lineage of one write while a run goes on.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "Simulation.h"
#include "lab/Schedule.h"
#include "search/lineage/Lineage.h"

namespace search {

// A peer has the write once one of its tables has a text for the key that no table had before the
// call, up to the acknowledgement. Of the messages that the peer has received in the turn, those
// count that contain the key, or all if none does.
class LineageRecorder : public RunWatcher, public sim::Sink {
 public:
  // `write`: a call of the run's schedule. Borrowed.
  explicit LineageRecorder(const lab::ClientOperation& write) : write_(write) {}

  void follow(sim::EventStream* events, const PeerGroup*) override { events->add(this); }
  void beforeCall(sim::Tick tick, sim::PeerId, const char*) override { now_ = tick; }
  void afterCall(sim::PeerId, bool) override {}
  void endTick(sim::Tick tick, const check::TableViews& tables) override;

  void onEvent(const sim::Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  // After the run.
  Lineage lineage() const;

 private:
  struct Received {
    sim::PeerId from = 0;
    sim::Tick sentAt = 0;
    bool hasKey = false;
  };

  void noteTexts(const check::TableViews& tables);
  void noteHolders(sim::Tick tick, const check::TableViews& tables);
  void addSupports(sim::Tick tick, sim::PeerId holder);

  const lab::ClientOperation& write_;
  sim::Tick now_ = 0;
  sim::Tick invokedAt_ = -1;
  sim::PeerId coordinator_ = 0;
  std::set<std::string> before_;          // The texts for the key before the call,
  std::set<std::string> texts_;           // and those since then, up to the acknowledgement.
  std::map<uint64_t, sim::Tick> sentAt_;  // By the message's number.
  std::map<sim::PeerId, std::vector<Received>> received_;  // In this tick.
  std::set<sim::PeerId> holders_;
  bool isFollowed_ = false;  // A holder has been counted since the acknowledgement.
  Lineage lineage_;
};

}  // namespace search
