#include "EmulNet.h"

#include <cstring>

#include "CourseRules.h"
#include "Endpoints.h"
#include "host/RunPosition.h"
#include "lab/NetworkFaults.h"
#include "lab/WhatIf.h"
#include "sim/EventStream.h"
#include "sim/MessageQueues.h"
#include "sim/Random.h"

using sim::DropCause;
using sim::Endpoint;
using sim::Event;
using sim::EventKind;
using Message = sim::MessageQueues::Message;

namespace {

static_assert(sizeof(en_msg) == course::kMessageHeaderBytes);

// Far beyond all that a submission sends, and an int can say it.
constexpr size_t kUnlimitedBytes = size_t{1} << 26;

bool isUnlimited() { return lab::isSupposed(lab::WhatIf::NoLimits); }

sim::MessageQueues::Order orderOf(const Params& params) {
  return params.RECV_ORDER == RECV_AS_COURSE ? sim::MessageQueues::Order::Course
                                             : sim::MessageQueues::Order::Pushed;
}

}  // namespace

struct EmulNet::Network {
  Network(Params* p, const sim::EventStream* events, sim::NetworkId id)
      : params(p),
        events(events),
        id(id),
        lossChance(p->SEED, "network loss " + nameOf(id)),
        delays(p->SEED, "network delay " + nameOf(id)),
        receiveOrder(p->SEED, "network order " + nameOf(id)),
        inFlight(isUnlimited() ? SIZE_MAX : ENBUFFSIZE, orderOf(*p)) {}

  static std::string nameOf(sim::NetworkId id) {
    return id == sim::NetworkId::Membership ? "membership" : "store";
  }

  int send(const Endpoint& from, const Endpoint& to, const char* data, int size);
  int sendThroughFaults(const Endpoint& from, const Endpoint& to, sim::Tick due,
                        const Message& message);
  sim::MessageQueues::PushResult queue(const Endpoint& from, const Endpoint& to, sim::Tick due,
                                       const Message& sent, const Message& arriving);
  void receive(const Endpoint& receiver, int (*enq)(void*, char*, int), void* queue);
  void shuffleArrived(size_t first);
  bool isPeer(int32_t peerId) const { return peerId >= 1 && peerId < nextId; }
  // Whom a message to this address reaches, and whose messages one with this address fetches.
  Endpoint reachedBy(const Address& address) const {
    const Endpoint whole = endpointOf(address);
    return isPeer(whole.id) ? Endpoint{whole.id, 0} : reachedByStart(address);
  }
  Endpoint reachedByStart(const Address& address) const;

  // A submission has the Params, and can make the largest delay less than the smallest.
  int drawDelay() {
    if (params->MSG_DELAY_MAX <= params->MSG_DELAY_MIN) return params->MSG_DELAY_MIN;
    return static_cast<int>(delays.between(params->MSG_DELAY_MIN, params->MSG_DELAY_MAX));
  }

  void report(EventKind kind, const Endpoint& node, const Endpoint& other, const Message& message,
              DropCause cause = DropCause::Chance);

  Params* const params;
  const sim::EventStream* const events;  // May be null: nobody looks.
  const sim::NetworkId id;
  lab::NetworkFaults* faults = nullptr;  // Null: no schedule.
  // One stream for each purpose: a delay drawn more must not change what is lost.
  sim::Random lossChance;
  sim::Random delays;
  sim::Random receiveOrder;

  int nextId = 1;
  bool closed = false;       // After ENcleanup.
  uint64_t lastMessage = 0;  // The number of the last one that was sent.
  sim::MessageQueues inFlight;
  // What is being handed over; the receiver may fetch for another peer meanwhile, whose messages
  // then stand above its own. Kept for its memory, as the next.
  std::vector<sim::Packet> arrived;
  std::vector<char> faultyBytes;  // Scratch of sendThroughFaults.
  // Scratch of report, for each message: to clear an event would take as long as all else there.
  // The fields that a network event lacks keep their defaults.
  Event reported;

  sim::Tick tick() const { return host::currentTick(params->globaltime); }
};

void EmulNet::Network::report(EventKind kind, const Endpoint& node, const Endpoint& other,
                              const Message& message, DropCause cause) {
  if (events == nullptr || !events->wantsNetworkEvents()) return;
  reported.kind = kind;
  reported.tick = tick();
  reported.node = node;
  reported.other = other;
  reported.network = id;
  reported.message = message.number;
  reported.sizeBytes = message.sizeBytes;
  reported.bytes = {};
  if (message.data != nullptr) {
    reported.bytes = {message.data, static_cast<size_t>(message.sizeBytes)};
  }
  reported.cause = cause;
  events->emit(reported);
}

// The checks stand in the order of the course's network: a message that is too large consumes no
// random number.
int EmulNet::Network::send(const Endpoint& from, const Endpoint& to, const char* data, int size) {
  if (closed || size < 0 || host::isDescribing()) return 0;
  host::runPosition.messages = host::runPosition.messages + 1;
  const Message message = {++lastMessage, data, size};
  if (course::isTooLarge(size, params->MAX_MSG_SIZE) && !isUnlimited()) {
    // The sender may have fewer bytes than it says.
    report(EventKind::Dropped, from, to, {message.number, nullptr, size}, DropCause::TooLarge);
    return 0;
  }
  if (params->dropmsg && lossChance.chance(params->MSG_DROP_PROB)) {
    report(EventKind::Dropped, from, to, message, DropCause::Chance);
    return 0;
  }
  const sim::Tick now = tick();
  const sim::Tick due = now + drawDelay();
  if (faults != nullptr && !faults->isCalm(now)) {
    return sendThroughFaults(from, to, due, message);
  }
  return queue(from, to, due, message, message) == sim::MessageQueues::PushResult::Full ? 0 : size;
}

// Queues one message as faults let it arrive, and reports what became of it.
sim::MessageQueues::PushResult EmulNet::Network::queue(const Endpoint& from, const Endpoint& to,
                                                       sim::Tick due, const Message& sent,
                                                       const Message& arriving) {
  const auto result = inFlight.push(from, to, tick(), due, arriving);
  switch (result) {
    case sim::MessageQueues::PushResult::Full:
      report(EventKind::Dropped, from, to, sent, DropCause::QueueFull);
      break;
    case sim::MessageQueues::PushResult::Closed:
      report(EventKind::Sent, from, to, sent);
      report(EventKind::Dropped, from, to, sent, DropCause::ReceiverDown);
      break;
    case sim::MessageQueues::PushResult::Queued: report(EventKind::Sent, from, to, sent); break;
  }
  return result;
}

int EmulNet::Network::sendThroughFaults(const Endpoint& from, const Endpoint& to, sim::Tick due,
                                        const Message& message) {
  using PushResult = sim::MessageQueues::PushResult;
  const int size = message.sizeBytes;
  const bool needsCopy = faults->needsBytes();
  if (needsCopy) faultyBytes.assign(message.data, message.data + size);
  const lab::NetworkFaults::Fate fate =
      faults->decide(tick(), id, from, to, faultyBytes.data(), size);
  if (fate.lost) {
    report(EventKind::Sent, from, to, message);
    report(EventKind::Dropped, from, to, message, fate.cause);
    return size;
  }
  const Message arriving = {message.number, needsCopy ? faultyBytes.data() : message.data, size};
  const PushResult result = queue(from, to, due + fate.delays[0], message, arriving);
  if (result != PushResult::Queued) return result == PushResult::Full ? 0 : size;
  if (fate.corrupted) report(EventKind::Corrupted, from, to, arriving);
  // A copy for which the receiver has no room is not made.
  if (fate.duplicated &&
      inFlight.push(from, to, tick(), due + fate.delays[1], arriving) == PushResult::Queued) {
    report(EventKind::Duplicated, from, to, arriving);
  }
  if (fate.delayed) report(EventKind::Delayed, from, to, arriving);
  return size;
}

void EmulNet::Network::receive(const Endpoint& receiver, int (*enq)(void*, char*, int),
                               void* queue) {
  const size_t first = arrived.size();
  inFlight.takeDue(receiver, tick(), &arrived);
  const size_t end = arrived.size();
  if (params->RECV_ORDER == RECV_SHUFFLED) shuffleArrived(first);
  const bool isNewestFirst = params->RECV_ORDER == RECV_NEWEST_FIRST;
  for (size_t i = 0; i < end - first; ++i) {
    sim::Packet& packet = arrived[isNewestFirst ? end - 1 - i : first + i];
    char* const data = packet.data.release();
    const int size = packet.sizeBytes;
    report(EventKind::Delivered, receiver, packet.from, {packet.message, data, size});
    enq(queue, data, size);
  }
  arrived.resize(first);
}

void EmulNet::Network::shuffleArrived(size_t first) {
  for (size_t left = arrived.size() - first; left > 1; --left) {
    std::swap(arrived[first + left - 1], arrived[first + receiveOrder.below(left)]);
  }
}

EmulNet::EmulNet(Params* p)
    : network(std::make_shared<Network>(p, nullptr, sim::NetworkId::Membership)) {}

EmulNet::EmulNet(const EmulNet& anotherEmulNet) = default;

EmulNet& EmulNet::operator=(const EmulNet& anotherEmulNet) = default;

EmulNet::~EmulNet() {}

void EmulNet::connect(const sim::EventStream* events, sim::NetworkId id) {
  network = std::make_shared<Network>(network->params, events, id);
}

// For an address whose id is no peer's. The course compares the bytes of two addresses up to the
// first zero, as strcmp() does: the port has no say, and such an id may reach a peer all the same,
// as 0x70003 reaches peer 3. Ids of peers are told apart in full, also where the course's
// comparison takes two of them for one.
Endpoint EmulNet::Network::reachedByStart(const Address& address) const {
  Endpoint start;
  std::memcpy(&start.id, address.addr, strnlen(address.addr, sizeof start.id));
  return {isPeer(start.id) ? start.id : endpointOf(address).id, 0};
}

void* EmulNet::ENinit(Address* myaddr, short) {
  *myaddr = addressOf(Endpoint{network->nextId++, 0});
  return myaddr;
}

int EmulNet::ENsend(Address* myaddr, Address* toaddr, string data) {
  // Refused by the size rule in any case; the cut keeps the size within an int.
  const size_t most =
      isUnlimited() ? kUnlimitedBytes : static_cast<size_t>(network->params->MAX_MSG_SIZE);
  if (data.size() >= most) data.resize(most);
  return ENsend(myaddr, toaddr, &data[0], static_cast<int>(data.size()));
}

int EmulNet::ENsend(Address* myaddr, Address* toaddr, char* data, int size) {
  return network->send(endpointOf(*myaddr), network->reachedBy(*toaddr), data, size);
}

int EmulNet::ENrecv(Address* myaddr, int (*enq)(void*, char*, int), struct timeval*, int,
                    void* queue) {
  if (host::isDescribing()) return 0;
  network->receive(network->reachedBy(*myaddr), enq, queue);
  return 0;
}

int EmulNet::ENcleanup() {
  network->closed = true;
  network->inFlight.clear();
  return 0;
}

void EmulNet::stopReceiving(const Address& address) {
  network->inFlight.close(network->reachedBy(address));
}

void EmulNet::startReceiving(const Address& address) {
  network->inFlight.open(network->reachedBy(address));
}

void EmulNet::setFaults(lab::NetworkFaults* faults) { network->faults = faults; }
