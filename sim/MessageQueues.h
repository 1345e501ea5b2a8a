// The messages in flight of one network: for each receiver what is due, and a wheel with what is
// not yet.
//
// What a message costs depends neither on how many others are in flight, nor on how many peers
// there are, nor on how long it is delayed. The bookkeeping, small messages with it, lies in one
// pool that stays as large as the most messages that were ever in flight. Owns its copies of the
// messages until they are taken. Failure: a full queue or a closed receiver refuses; nothing blocks
// or throws.
#pragma once

#include <cstdlib>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "sim/CourseArray.h"
#include "sim/Event.h"

namespace sim {

// A malloc'ed block: in the course's API the receiver gets it raw and releases it with free().
struct FreeDeleter {
  void operator()(char* buffer) const { std::free(buffer); }
};
using Buffer = std::unique_ptr<char, FreeDeleter>;

struct Packet {
  Buffer data;
  Endpoint from;
  int32_t sizeBytes = 0;
  uint64_t message = 0;  // As it was pushed.
};

class MessageQueues {
 public:
  enum class PushResult { Queued, Full, Closed };

  enum class Order : uint8_t { Pushed, Course };

  // At most this many messages wait for one receiver.
  explicit MessageQueues(size_t capacityPerReceiver, Order order = Order::Pushed)
      : capacity_(capacityPerReceiver), order_(order) {}

  // A message as it is pushed.
  struct Message {
    uint64_t number = 0;  // Names it. REQUIRES: none is less than that of the message before.
    const char* data = nullptr;
    int32_t sizeBytes = 0;
  };

  // Queues, at tick `now`, a copy of the message's bytes, to be received at tick `due` or later.
  PushResult push(const Endpoint& from, const Endpoint& to, Tick now, Tick due,
                  const Message& message);

  // Moves all packets for `receiver` that are due at or before `now` to the end of *taken, in the
  // order of their numbers, or in which the course's network hands them over.
  // REQUIRES: `now` is none before that of any call so far.
  void takeDue(const Endpoint& receiver, Tick now, std::vector<Packet>* taken);

  // Discards what waits for `receiver`, and refuses what comes for it from now on.
  void close(const Endpoint& receiver);

  // Accepts again what comes for `receiver`.
  void open(const Endpoint& receiver);

  // Discards everything in flight.
  void clear();

 private:
  using Index = uint32_t;
  static constexpr Index kNone = UINT32_MAX;
  static constexpr int32_t kSmallBytes = 80;
  // A smaller pool stays in the cache: prefetching would only cost time.
  static constexpr size_t kCachedSlots = 4096;

  // The place of a waiting message. Two cache lines.
  struct alignas(64) Slot {
    uint64_t message = 0;
    Endpoint from;
    int32_t sizeBytes = 0;
    Index next = kNone;  // Of what is due for the receiver.
    Index receiver = 0;
    uint32_t generation = 0;  // The receiver's, when it was pushed.
    uint32_t place = 0;       // In `array_`, with Order::Course.
    Buffer large;  // The bytes, if they are more than fit in `small`. What is small gets its
                   // buffer when it is taken: malloc() has just got it back then, mostly.
    char small[kSmallBytes];
  };
  static_assert(sizeof(Slot) == 128);

  struct Receiver {
    Index newest = kNone;     // The last that became due, linked to those before it.
    uint32_t waiting = 0;     // These, and those on the wheel.
    uint32_t generation = 0;  // Discards what the wheel has of a stale one.
    bool closed = false;
  };

  // The messages that are due at each tick to come, in the order in which they were pushed.
  using Wheel = std::map<Tick, std::vector<Index>>;

  struct EndpointHash {
    size_t operator()(const Endpoint& endpoint) const;
  };

  Index indexOf(const Endpoint& endpoint) {
    const auto place = static_cast<Index>(endpoint.id);
    const bool isKnownPeer = endpoint.port == 0 && endpoint.id >= 0 && place < peers_.size();
    return isKnownPeer ? place : addIndexOf(endpoint);
  }
  Index addIndexOf(const Endpoint& endpoint);
  Receiver& at(Index receiver);

  Index takeSlot();
  void release(Index slot);
  bool isInCache() const { return pool_.size() <= kCachedSlots; }
  void prefetch(Index slot) const;
  void prefetchNext(Index receiver) const;
  static Packet unpack(Slot* slot);
  void discard(Receiver* receiver);

  std::vector<Index>& bucketOf(Tick due);
  bool hasTurn(Tick now) const { return !wheel_.empty() && wheel_.begin()->first <= now; }
  void turnWheel(Tick now);
  void handOver(Index slot);
  void enqueue(Index slot, Receiver* receiver);
  void takeInPushedOrder(Receiver* receiver, std::vector<Packet>* taken);
  void takeInCourseOrder(Receiver* receiver, std::vector<Packet>* taken);

  const size_t capacity_;
  const Order order_;
  // Peers have small ids and port 0: the id is the place. All other addresses are looked up.
  std::vector<Receiver> peers_;
  std::vector<Receiver> others_;
  std::unordered_map<Endpoint, Index, EndpointHash> indicesOfOthers_;

  std::vector<Slot> pool_;
  std::vector<Index> free_;  // Those slots of the pool that hold no message.
  Wheel wheel_;
  std::vector<Wheel::node_type> spareBuckets_;  // For their memory.
  uint64_t lastPushed_ = 0;

  // With Order::Course: all that are due, and all that nobody will receive.
  CourseArray array_;
  std::vector<Index> courseOrder_;  // Scratch of takeInCourseOrder.
};

}  // namespace sim
