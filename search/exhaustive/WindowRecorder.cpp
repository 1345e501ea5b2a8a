#include "search/exhaustive/WindowRecorder.h"

namespace search {

void WindowRecorder::onEvent(const sim::Event& event) {
  using sim::EventKind;
  switch (event.kind) {
    case EventKind::NodeStarted:
    case EventKind::NodeRestarted: return noteChange(event, PeerState::Starting);
    case EventKind::NodeFailed: return noteChange(event, PeerState::Down);
    case EventKind::NodeLeft: return noteChange(event, PeerState::Gone);
    default: break;
  }
  if (!sim::isNetworkEvent(event.kind) || event.network != sim::NetworkId::Store) return;
  SentMessage* const message = messageOf(event);
  switch (event.kind) {
    case EventKind::Sent: noteSent(event); break;
    case EventKind::Dropped:
      // It has its number on its link all the same; the sender learns that it was not sent.
      if (event.cause == sim::DropCause::QueueFull) nextOrdinal(event);
      break;
    case EventKind::Delivered:
      if (message != nullptr && message->receivedAt < 0) message->receivedAt = event.tick;
      break;
    default:
      if (message != nullptr) message->isPlain = false;
      break;
  }
}

void WindowRecorder::noteSent(const sim::Event& event) {
  const int ordinal = nextOrdinal(event);
  if (event.tick < first_ || event.tick > last_) return;
  SentMessage message;
  message.number = event.message;
  message.tick = event.tick;
  message.from = event.node.id;
  message.to = event.other.id;
  message.ordinal = ordinal;
  places_[message.number] = record_.messages.size();
  record_.messages.push_back(message);
}

void WindowRecorder::noteChange(const sim::Event& event, PeerState state) {
  record_.changes.push_back({event.tick, event.node.id, state});
}

int WindowRecorder::nextOrdinal(const sim::Event& event) {
  if (event.tick != ordinalsOf_) ordinals_.clear();
  ordinalsOf_ = event.tick;
  return ++ordinals_[{event.node.id, event.other.id}];
}

SentMessage* WindowRecorder::messageOf(const sim::Event& event) {
  const auto place = places_.find(event.message);
  return place == places_.end() ? nullptr : &record_.messages[place->second];
}

}  // namespace search
