// msgcount.log: for each peer, how many messages it sent and received in each tick, and in all.
// Both networks are counted together.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "host/OutputFile.h"
#include "sim/EventStream.h"

namespace sim {

class MessageCounts : public Sink {
 public:
  void onEvent(const Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  // Writes the table for ticks 0 … ticks-1, peers in order of their address.
  void write(Tick ticks, host::TextOutput* output) const;

 private:
  struct Counts {
    uint32_t sent = 0;
    uint32_t received = 0;
  };

  size_t indexOf(const Endpoint& peer);
  void writePeer(const Endpoint& peer, size_t index, Tick ticks, host::TextOutput* output) const;

  std::map<Endpoint, size_t> peers_;  // Numbered in the order in which they came.
  std::vector<size_t> indexById_;     // The same, plus one, for the usual addresses; 0: not seen.
  // By tick, then by the peer's number: what is counted in a tick lies together. Both may be
  // shorter than the run and the group.
  std::vector<std::vector<Counts>> ticks_;
};

}  // namespace sim
