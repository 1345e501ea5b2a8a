#include "sim/MessageQueues.h"

#include <cstring>
#include <utility>

namespace sim {

namespace {

Buffer copyOf(const char* data, int32_t sizeBytes) {
  // malloc(0) may be null, and a receiver may take null for "no message".
  Buffer copy(static_cast<char*>(std::malloc(sizeBytes > 0 ? static_cast<size_t>(sizeBytes) : 1)));
  if (!copy) std::abort();
  if (sizeBytes > 0) std::memcpy(copy.get(), data, static_cast<size_t>(sizeBytes));
  return copy;
}

}  // namespace

size_t MessageQueues::EndpointHash::operator()(const Endpoint& endpoint) const {
  return static_cast<size_t>(static_cast<uint32_t>(endpoint.id)) << 16 |
         static_cast<uint16_t>(endpoint.port);
}

MessageQueues::PushResult MessageQueues::push(const Endpoint& from, const Endpoint& to, Tick due,
                                              const char* data, int32_t sizeBytes) {
  Queue& queue = queues_[to];
  if (queue.closed) return PushResult::Closed;
  if (queue.packets.size() >= capacity_) return PushResult::Full;
  queue.packets.push_back(Packet{from, due, sizeBytes, copyOf(data, sizeBytes)});
  return PushResult::Queued;
}

void MessageQueues::takeDue(const Endpoint& receiver, Tick now, std::vector<Packet>* taken) {
  const auto found = queues_.find(receiver);
  if (found == queues_.end()) return;
  std::vector<Packet>& waiting = found->second.packets;
  size_t kept = 0;
  for (Packet& packet : waiting) {
    if (packet.due <= now) {
      taken->push_back(std::move(packet));
    } else {
      if (&waiting[kept] != &packet) waiting[kept] = std::move(packet);
      ++kept;
    }
  }
  waiting.resize(kept);
}

void MessageQueues::close(const Endpoint& receiver) {
  Queue& queue = queues_[receiver];
  queue.packets.clear();
  queue.closed = true;
}

void MessageQueues::open(const Endpoint& receiver) { queues_[receiver].closed = false; }

void MessageQueues::clear() {
  for (auto& entry : queues_) entry.second.packets.clear();
}

}  // namespace sim
