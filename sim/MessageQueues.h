// The messages in flight of one network: a queue for each receiver.
//
// Sending and receiving cost time in proportion to the receiver's own messages, whatever else is in
// flight and however many peers there are. Owns the copies of the messages until they are taken.
// Failure: a full queue or a closed receiver refuses; nothing blocks or throws.
#pragma once

#include <cstdlib>
#include <memory>
#include <unordered_map>
#include <vector>

#include "sim/Event.h"

namespace sim {

// A malloc'ed block: in the course's API the receiver gets it raw and releases it with free().
struct FreeDeleter {
  void operator()(char* buffer) const { std::free(buffer); }
};
using Buffer = std::unique_ptr<char, FreeDeleter>;

struct Packet {
  Endpoint from;
  Tick due = 0;  // The first tick at which it may be received.
  int32_t sizeBytes = 0;
  Buffer data;
};

class MessageQueues {
 public:
  enum class PushResult { Queued, Full, Closed };

  // At most this many messages wait for one receiver.
  explicit MessageQueues(size_t capacityPerReceiver) : capacity_(capacityPerReceiver) {}

  // Queues a copy of the `sizeBytes` bytes at `data`, to be received at tick `due` or later.
  PushResult push(const Endpoint& from, const Endpoint& to, Tick due, const char* data,
                  int32_t sizeBytes);

  // Moves all packets for `receiver` that are due at or before `now` to the end of *taken, in the
  // order in which they were pushed.
  void takeDue(const Endpoint& receiver, Tick now, std::vector<Packet>* taken);

  // Discards what waits for `receiver`, and refuses what comes for it from now on.
  void close(const Endpoint& receiver);

  // Accepts again what comes for `receiver`.
  void open(const Endpoint& receiver);

  // Discards everything in flight.
  void clear();

 private:
  struct Queue {
    std::vector<Packet> packets;  // In push order.
    bool closed = false;
  };
  struct EndpointHash {
    size_t operator()(const Endpoint& endpoint) const;
  };

  const size_t capacity_;
  // Looked up, never iterated where the order could show.
  std::unordered_map<Endpoint, Queue, EndpointHash> queues_;
};

}  // namespace sim
