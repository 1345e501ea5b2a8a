#include "sim/MessageCounts.h"

#include <charconv>

namespace sim {

namespace {

constexpr Tick kTicksPerLine = 10;
constexpr int32_t kUsualIds = 1 << 16;

void addNumber(uint32_t number, size_t width, std::string* text) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  const auto size = static_cast<size_t>(end - digits);
  if (size < width) text->append(width - size, ' ');
  text->append(digits, size);
}

}  // namespace

size_t MessageCounts::indexOf(const Endpoint& peer) {
  const bool isUsual = peer.port == 0 && peer.id >= 0 && peer.id < kUsualIds;
  const auto id = static_cast<size_t>(peer.id);
  if (isUsual && id < indexById_.size() && indexById_[id] > 0) return indexById_[id] - 1;
  const size_t index = peers_.emplace(peer, peers_.size()).first->second;
  if (isUsual) {
    if (id >= indexById_.size()) indexById_.resize(id + 1);
    indexById_[id] = index + 1;
  }
  return index;
}

void MessageCounts::onEvent(const Event& event) {
  if (event.kind == EventKind::NodeStarted) indexOf(event.node);
  if (event.kind != EventKind::Sent && event.kind != EventKind::Delivered) return;
  const auto tick = static_cast<size_t>(event.tick);
  if (tick >= ticks_.size()) ticks_.resize(tick + 1);
  const size_t index = indexOf(event.node);
  std::vector<Counts>& counts = ticks_[tick];
  if (index >= counts.size()) counts.resize(peers_.size());
  ++(event.kind == EventKind::Sent ? counts[index].sent : counts[index].received);
}

void MessageCounts::write(Tick ticks, host::TextOutput* output) const {
  for (const auto& [peer, index] : peers_) writePeer(peer, index, ticks, output);
}

void MessageCounts::writePeer(const Endpoint& peer, size_t index, Tick ticks,
                              host::TextOutput* output) const {
  Counts total;
  std::string text = "node ";
  addNumber(static_cast<uint32_t>(peer.id), 3, &text);
  text += ' ';
  for (size_t tick = 0; tick < static_cast<size_t>(ticks); ++tick) {
    const bool isCounted = tick < ticks_.size() && index < ticks_[tick].size();
    const Counts counts = isCounted ? ticks_[tick][index] : Counts{};
    total.sent += counts.sent;
    total.received += counts.received;
    text += " (";
    addNumber(counts.sent, 4, &text);
    text += ", ";
    addNumber(counts.received, 4, &text);
    text += ')';
    if (tick % kTicksPerLine == kTicksPerLine - 1) text += "\n         ";
  }
  text += "\nnode ";
  addNumber(static_cast<uint32_t>(peer.id), 3, &text);
  text += " sent_total ";
  addNumber(total.sent, 6, &text);
  text += "  recv_total ";
  addNumber(total.received, 6, &text);
  text += "\n\n";
  output->append(text);
}

}  // namespace sim
