#include "sim/MessageCounts.h"

#include <cstdio>

namespace sim {

namespace {

constexpr Tick kTicksPerLine = 10;

}  // namespace

void MessageCounts::onEvent(const Event& event) {
  if (event.kind == EventKind::NodeStarted) peers_[event.node];
  if (event.kind != EventKind::Sent && event.kind != EventKind::Delivered) return;
  std::vector<PerTick>& ticks = peers_[event.node];
  if (ticks.size() <= static_cast<size_t>(event.tick)) ticks.resize(event.tick + 1);
  PerTick& count = ticks[event.tick];
  ++(event.kind == EventKind::Sent ? count.sent : count.received);
}

void MessageCounts::write(Tick ticks, TextOutput* output) const {
  char text[64];
  for (const auto& [peer, counts] : peers_) {
    uint32_t sentTotal = 0;
    uint32_t receivedTotal = 0;
    std::snprintf(text, sizeof text, "node %3d ", peer.id);
    output->append(text);
    for (Tick tick = 0; tick < ticks; ++tick) {
      const bool counted = static_cast<size_t>(tick) < counts.size();
      const PerTick count = counted ? counts[tick] : PerTick{};
      sentTotal += count.sent;
      receivedTotal += count.received;
      std::snprintf(text, sizeof text, " (%4u, %4u)", count.sent, count.received);
      output->append(text);
      if (tick % kTicksPerLine == kTicksPerLine - 1) output->append("\n         ");
    }
    std::snprintf(text, sizeof text, "\nnode %3d sent_total %6u  recv_total %6u\n\n", peer.id,
                  sentTotal, receivedTotal);
    output->append(text);
  }
}

}  // namespace sim
