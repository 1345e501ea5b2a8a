// msgcount.log: for each peer, how many messages it sent and received in each tick, and in all.
// Both networks are counted together.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/EventStream.h"
#include "sim/OutputFile.h"

namespace sim {

class MessageCounts : public Sink {
 public:
  void onEvent(const Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  // Writes the table for ticks 0 … ticks-1, peers in order of their address.
  void write(Tick ticks, TextOutput* output) const;

 private:
  struct PerTick {
    uint32_t sent = 0;
    uint32_t received = 0;
  };
  // Index: the tick. Shorter than the run for a peer that fell silent.
  std::map<Endpoint, std::vector<PerTick>> peers_;
};

}  // namespace sim
