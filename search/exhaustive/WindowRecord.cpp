#include "search/exhaustive/WindowRecord.h"

#include <sstream>

namespace search {

PeerState WindowRecord::stateOf(sim::PeerId peer, sim::Tick tick) const {
  PeerState state = PeerState::NotStarted;
  for (const PeerChange& change : changes) {
    if (change.tick > tick) break;
    if (change.peer != peer) continue;
    const bool isUp = change.state == PeerState::Starting && change.tick < tick;
    state = isUp ? PeerState::Up : change.state;
  }
  return state;
}

sim::Tick WindowRecord::failedAt(sim::PeerId peer, sim::Tick tick) const {
  sim::Tick failedAt = -1;
  for (const PeerChange& change : changes) {
    if (change.tick > tick) break;
    if (change.peer == peer && change.state == PeerState::Down) failedAt = change.tick;
  }
  return failedAt;
}

std::string recordText(const WindowRecord& record) {
  std::ostringstream text;
  text << record.messages.size();
  for (const SentMessage& message : record.messages) {
    text << ' ' << message.number << ' ' << message.tick << ' ' << message.from << ' ' << message.to
         << ' ' << message.ordinal << ' ' << message.receivedAt << ' ' << message.isPlain;
  }
  text << ' ' << record.changes.size();
  for (const PeerChange& change : record.changes) {
    text << ' ' << change.tick << ' ' << change.peer << ' ' << static_cast<int>(change.state);
  }
  return text.str();
}

WindowRecord readRecord(std::string_view text) {
  std::istringstream words{std::string(text)};
  WindowRecord record;
  size_t count = 0;
  words >> count;
  for (SentMessage message; count > 0 && words; --count) {
    words >> message.number >> message.tick >> message.from >> message.to >> message.ordinal >>
        message.receivedAt >> message.isPlain;
    if (words) record.messages.push_back(message);
  }
  words >> count;
  for (PeerChange change; count > 0 && words; --count) {
    int state = 0;
    words >> change.tick >> change.peer >> state;
    change.state = static_cast<PeerState>(state);
    if (words) record.changes.push_back(change);
  }
  return record;
}

}  // namespace search
