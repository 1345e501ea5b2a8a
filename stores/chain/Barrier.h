// Decides when a peer may serve: after each change of its neighbourhood, once it has pulled its
// records from all neighbours, and all of them have ended their own pulls. README.md, rule 5. Sends
// nothing itself. Units: ticks.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "stores/chain/ChainMessage.h"

namespace chain {

class Barrier {
 public:
  explicit Barrier(const Peer& self) : self_(self) {}

  Stage stage() const { return stage_; }
  bool isReady() const { return stage_ == Stage::Ready; }
  int32_t round() const { return round_; }
  uint32_t view() const { return view_; }

  // Begins a round if the neighbourhood is another one, or if `mustBegin`. `sources`: peers beyond
  // the neighbourhood from which records are pulled as well.
  void enter(const Peers& neighbourhood, bool mustBegin, int now, const Peers& sources = {});

  // A neighbour's acknowledgement of a step of this round. `lastKey`: up to which it has sent
  // records.
  void acknowledge(const Peer& peer, Stage stage, const std::string& lastKey, bool isComplete,
                   int now);

  // Ends a stage if it is over. Returns whether the peer has become ready.
  bool advance(int now);

  // The neighbours that a Sync goes to now, each with the key after which it goes on.
  std::map<Peer, std::string> due(int now);

 private:
  struct Neighbour {
    std::string lastKey;
    bool isDone = false;
    int askedAt = 0;
  };

  void enterStage(Stage stage, int now);
  void ask(const Peers& peers, int now);

  const Peer self_;
  Stage stage_ = Stage::Pull;
  Peers neighbourhood_;
  uint32_t view_ = 0;
  int32_t round_ = 0;                     // Of each peer's rounds, a later one has a higher number.
  int since_ = 0;                         // When the round began.
  std::map<Peer, Neighbour> neighbours_;  // Those that are asked, without the peer itself.
};

}  // namespace chain
