// Changes schedules at random, inside the guarantee (docs/guarantees.md): only messages of the
// store are lost, delayed and duplicated in new places, outages are of 5 to 60 ticks, and the
// schedules are guarded, so that a run leaves out a change of the group that comes too early.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lab/FaultLimits.h"
#include "lab/Schedule.h"
#include "sim/Random.h"

namespace search {

struct MutationSettings {
  sim::Tick start = 150;  // No new event before,
  sim::Tick stop = 450;   // all are over by then.
  // The peers that hold a key in a group of so many peers without that one (0 = with all), the
  // primary first.
  std::function<std::vector<sim::PeerId>(int peers, const std::string& key, sim::PeerId without)>
      replicasOf;
};

class Mutator {
 public:
  // Borrows the dice. REQUIRES: stop - start >= lab::kShortestCoincidence.
  Mutator(MutationSettings settings, sim::Random* dice);

  // One to four changes of `base`; now and then, it continues like `other` from some tick on.
  lab::Schedule mutate(const lab::Schedule& base, const lab::Schedule& other);

 private:
  using Change = void (Mutator::*)();
  struct WeightedChange {
    Change change;
    int weight;
  };
  static const std::vector<WeightedChange>& changes();

  // Each changes schedule_, or does nothing if it finds nothing to change.
  void addCoincidence();
  void moveFault();
  void resizeFault();
  void retargetFault();
  void removeFault();
  void changeContent();
  void addLoss();
  void addDelay();
  void addDuplicate();
  void addOutage();
  void retimeRestart();
  void disturbReturn();
  void addRead();
  void addWrite();
  void moveOperation();
  void removeOperation();
  void splice(const lab::Schedule& other);
  void moveRestart(sim::PeerId peer, sim::Tick crashedAt, sim::Tick ticks);
  void repairOutages();

  int between(int first, int last) { return static_cast<int>(dice_->between(first, last)); }
  sim::PeerId anyPeer() { return between(1, schedule_.peers); }
  sim::PeerId replicaOf(const std::string& key);
  sim::Tick clamped(sim::Tick tick) const;
  // A fault that may be changed; null if there is none.
  lab::Fault* anyFault(bool (*isWanted)(const lab::Fault& fault));
  // A call in the time of the faults; null if there is none.
  lab::ClientOperation* anyOperation();
  lab::Fault linkFault(lab::FaultKind kind);
  void limitToContent(const std::string& key, lab::Fault* fault);
  lab::ClientOperation callOn(const std::string& key, sim::Tick tick, sim::Operation operation);

  const MutationSettings settings_;
  sim::Random* const dice_;
  lab::Schedule schedule_;  // What is being changed.
};

}  // namespace search
