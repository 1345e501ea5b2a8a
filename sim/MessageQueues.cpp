#include "sim/MessageQueues.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "host/Check.h"
#include "sim/Prefetch.h"

namespace sim {

namespace {

// Ids from here on are looked up, so that a stray one costs no memory for all below it.
constexpr int32_t kPlaces = 1 << 16;

// Prefetch distances of slots: with thousands of peers they are not in the cache.
constexpr uint32_t kReceiversAhead = 3;
constexpr size_t kFreeSlotsAhead = 2;
constexpr size_t kBucketPrefetchDistance = 8;

Buffer makeBuffer(int32_t sizeBytes) {
  // malloc(0) may be null, and a receiver may take null for "no message".
  Buffer buffer(
      static_cast<char*>(std::malloc(sizeBytes > 0 ? static_cast<size_t>(sizeBytes) : 1)));
  if (!buffer) std::abort();
  return buffer;
}

void copyBytes(char* to, const char* from, int32_t sizeBytes) {
  if (sizeBytes > 0) std::memcpy(to, from, static_cast<size_t>(sizeBytes));
}

}  // namespace

size_t MessageQueues::EndpointHash::operator()(const Endpoint& endpoint) const {
  return static_cast<size_t>(static_cast<uint32_t>(endpoint.id)) << 16 |
         static_cast<uint16_t>(endpoint.port);
}

// For one that may be new.
MessageQueues::Index MessageQueues::addIndexOf(const Endpoint& endpoint) {
  if (endpoint.port == 0 && endpoint.id >= 0 && endpoint.id < kPlaces) {
    const auto place = static_cast<Index>(endpoint.id);
    if (place >= peers_.size()) peers_.resize(place + 1);
    return place;
  }
  const auto [entry, isNew] =
      indicesOfOthers_.try_emplace(endpoint, kPlaces + static_cast<Index>(others_.size()));
  if (isNew) others_.emplace_back();
  return entry->second;
}

MessageQueues::Receiver& MessageQueues::at(Index receiver) {
  return receiver < kPlaces ? peers_[receiver] : others_[receiver - kPlaces];
}

MessageQueues::Index MessageQueues::takeSlot() {
  if (free_.empty()) {
    pool_.emplace_back();
    return static_cast<Index>(pool_.size() - 1);
  }
  const Index slot = free_.back();
  free_.pop_back();
  if (free_.size() >= kFreeSlotsAhead) prefetch(free_[free_.size() - kFreeSlotsAhead]);
  return slot;
}

void MessageQueues::release(Index slot) { free_.push_back(slot); }

void MessageQueues::prefetch(Index slot) const {
  if (slot == kNone || isInCache()) return;
  sim::prefetch(&pool_[slot], sizeof(Slot));
}

MessageQueues::PushResult MessageQueues::push(const Endpoint& from, const Endpoint& to, Tick now,
                                              Tick due, const Message& message) {
  CHECK(message.number >= lastPushed_);
  lastPushed_ = message.number;
  const Index index = indexOf(to);
  Receiver& receiver = at(index);
  if (receiver.closed) {
    if (order_ == Order::Course) array_.add(CourseArray::kNone);
    return PushResult::Closed;
  }
  if (receiver.waiting >= capacity_) return PushResult::Full;
  ++receiver.waiting;
  const Index place = takeSlot();
  Slot& slot = pool_[place];
  slot.from = from;
  slot.sizeBytes = message.sizeBytes;
  if (message.sizeBytes > kSmallBytes) slot.large = makeBuffer(message.sizeBytes);
  copyBytes(slot.large ? slot.large.get() : slot.small, message.data, message.sizeBytes);
  slot.message = message.number;
  slot.receiver = index;
  slot.generation = receiver.generation;
  if (due <= now) {
    enqueue(place, &receiver);
  } else {
    bucketOf(due).push_back(place);
  }
  return PushResult::Queued;
}

void MessageQueues::enqueue(Index place, Receiver* receiver) {
  Slot& slot = pool_[place];
  if (order_ == Order::Course) slot.place = static_cast<uint32_t>(array_.add(place));
  slot.next = std::exchange(receiver->newest, place);
}

std::vector<MessageQueues::Index>& MessageQueues::bucketOf(Tick due) {
  const auto place = wheel_.lower_bound(due);
  if (place != wheel_.end() && place->first == due) return place->second;
  if (spareBuckets_.empty()) return wheel_.try_emplace(place, due)->second;
  Wheel::node_type spare = std::move(spareBuckets_.back());
  spareBuckets_.pop_back();
  spare.key() = due;
  return wheel_.insert(place, std::move(spare))->second;
}

void MessageQueues::turnWheel(Tick now) {
  while (hasTurn(now)) {
    Wheel::node_type bucket = wheel_.extract(wheel_.begin());
    std::vector<Index>& places = bucket.mapped();
    for (size_t i = 0; i < places.size(); ++i) {
      if (i + kBucketPrefetchDistance < places.size())
        prefetch(places[i + kBucketPrefetchDistance]);
      handOver(places[i]);
    }
    places.clear();
    spareBuckets_.push_back(std::move(bucket));
  }
}

void MessageQueues::handOver(Index place) {
  Slot& slot = pool_[place];
  Receiver& receiver = at(slot.receiver);
  if (slot.generation != receiver.generation) {
    slot.large.reset();
    return release(place);
  }
  enqueue(place, &receiver);
}

// The caller releases the slot.
Packet MessageQueues::unpack(Slot* slot) {
  Packet packet{std::move(slot->large), slot->from, slot->sizeBytes, slot->message};
  if (!packet.data) {
    packet.data = makeBuffer(slot->sizeBytes);
    copyBytes(packet.data.get(), slot->small, slot->sizeBytes);
  }
  return packet;
}

// Receivers mostly have their turns by their ids, so the next ones are known. Prefetches the newest
// message of the farthest one. The newest message of a nearer one is in the cache by now, and links
// to the one before it.
void MessageQueues::prefetchNext(Index receiver) const {
  if (isInCache()) return;
  for (Index ahead = 1; ahead <= kReceiversAhead && receiver + ahead < peers_.size(); ++ahead) {
    Index slot = peers_[receiver + ahead].newest;
    for (Index known = ahead; known < kReceiversAhead && slot != kNone; ++known) {
      slot = pool_[slot].next;
    }
    prefetch(slot);
  }
}

void MessageQueues::takeDue(const Endpoint& endpoint, Tick now, std::vector<Packet>* taken) {
  if (hasTurn(now)) turnWheel(now);
  const Index index = indexOf(endpoint);
  prefetchNext(index);
  if (order_ == Order::Course) {
    takeInCourseOrder(&at(index), taken);
  } else {
    takeInPushedOrder(&at(index), taken);
  }
}

void MessageQueues::takeInPushedOrder(Receiver* receiver, std::vector<Packet>* taken) {
  const auto before = static_cast<std::ptrdiff_t>(taken->size());
  bool isNewestFirst = true;
  uint64_t last = UINT64_MAX;
  while (receiver->newest != kNone) {
    Slot& slot = pool_[receiver->newest];
    prefetch(slot.next);
    isNewestFirst = isNewestFirst && slot.message <= last;
    last = slot.message;
    taken->push_back(unpack(&slot));
    release(std::exchange(receiver->newest, slot.next));
    --receiver->waiting;
  }
  if (isNewestFirst) {
    std::reverse(taken->begin() + before, taken->end());
  } else {
    // Some came by the wheel, and others after them did not.
    std::sort(taken->begin() + before, taken->end(),
              [](const Packet& a, const Packet& b) { return a.message < b.message; });
  }
}

// From the array's end. What moves into a hole has been passed already: it is none of these.
void MessageQueues::takeInCourseOrder(Receiver* receiver, std::vector<Packet>* taken) {
  courseOrder_.clear();
  for (Index slot = receiver->newest; slot != kNone; slot = pool_[slot].next) {
    courseOrder_.push_back(slot);
  }
  std::sort(courseOrder_.begin(), courseOrder_.end(),
            [this](Index a, Index b) { return pool_[a].place > pool_[b].place; });
  for (const Index place : courseOrder_) {
    Slot& slot = pool_[place];
    const CourseArray::Message moved = array_.remove(slot.place);
    if (moved != CourseArray::kNone) pool_[moved].place = slot.place;
    taken->push_back(unpack(&slot));
    release(place);
  }
  receiver->waiting -= static_cast<uint32_t>(courseOrder_.size());
  receiver->newest = kNone;
}

void MessageQueues::discard(Receiver* receiver) {
  while (receiver->newest != kNone) {
    const Index slot = std::exchange(receiver->newest, pool_[receiver->newest].next);
    if (order_ == Order::Course) array_.abandon(pool_[slot].place);
    pool_[slot].large.reset();
    release(slot);
  }
  receiver->waiting = 0;
  ++receiver->generation;
}

void MessageQueues::close(const Endpoint& endpoint) {
  Receiver& receiver = at(indexOf(endpoint));
  discard(&receiver);
  receiver.closed = true;
}

void MessageQueues::open(const Endpoint& endpoint) { at(indexOf(endpoint)).closed = false; }

void MessageQueues::clear() {
  for (Receiver& receiver : peers_) discard(&receiver);
  for (Receiver& receiver : others_) discard(&receiver);
  turnWheel(std::numeric_limits<Tick>::max());
  array_.clear();
}

}  // namespace sim
