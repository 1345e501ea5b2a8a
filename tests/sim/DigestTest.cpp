// Tests of sim/Digest.h.
#include "sim/Digest.h"

#include <gtest/gtest.h>

#include <set>

namespace sim {
namespace {

Event operationEvent() {
  Event event;
  event.kind = EventKind::ReplicaAnswered;
  event.tick = 150;
  event.node = {1, 2};
  event.other = {3, 4};
  event.operation = Operation::Update;
  event.transId = 9;
  event.key = "key";
  event.value = "value";
  event.text = "text";
  return event;
}

Event networkEvent() {
  Event event;
  event.kind = EventKind::Dropped;
  event.tick = 150;
  event.node = {1, 2};
  event.other = {3, 4};
  event.sizeBytes = 100;
  return event;
}

uint64_t digestOf(const std::vector<Event>& events) {
  Digest digest;
  for (const Event& event : events) digest.onEvent(event);
  return digest.value();
}

TEST(DigestTest, value_equalStreamsEqualDigests) {
  const std::vector<Event> events = {operationEvent(), networkEvent()};
  EXPECT_EQ(digestOf(events), digestOf(events));
}

TEST(DigestTest, value_textsAreReadNotTheirPlace) {
  const std::string copy = "key";
  Event event = operationEvent();
  event.key = copy;
  EXPECT_EQ(digestOf({operationEvent()}), digestOf({event}));
}

// Digests are compared between compilers and printed in reports: they are the same everywhere. The
// second one was worked out by an independent program.
TEST(DigestTest, value_known) {
  EXPECT_EQ("243f6a8885a308d3", digestText(Digest().value()));
  EXPECT_EQ("67460d40fd78cc63", digestText(digestOf({operationEvent(), networkEvent()})));
}

TEST(DigestTest, onEvent_eachFieldCounts) {
  using Change = void (*)(Event*);
  const Change kChanges[] = {
      [](Event*) {},
      [](Event* event) { event->kind = EventKind::OperationFinished; },
      [](Event* event) { ++event->tick; },
      [](Event* event) { event->tick = -event->tick; },
      [](Event* event) { ++event->node.id; },
      [](Event* event) { event->node.id += 65536; },
      [](Event* event) { event->node.id += 256; },
      [](Event* event) { ++event->node.port; },
      [](Event* event) { event->node.port = -1; },
      [](Event* event) { ++event->other.id; },
      [](Event* event) { ++event->other.port; },
      [](Event* event) { event->operation = Operation::Delete; },
      [](Event* event) { event->success = true; },
      [](Event* event) { ++event->transId; },
      [](Event* event) { event->transId = -event->transId; },
      [](Event* event) { event->key = "kez"; },
      [](Event* event) { event->key = ""; },
      [](Event* event) { event->value = "valuf"; },
      [](Event* event) { event->value = "value\n"; },
      [](Event* event) { event->value = std::string_view("\0value", 6); },
      [](Event* event) { event->text = "test"; },
      [](Event* event) { event->text = "a text that is longer than eight bytes"; },
      [](Event* event) { event->text = "a text that is longer than eight bytez"; },
      [](Event* event) { std::swap(event->node, event->other); },
      [](Event* event) { std::swap(event->key, event->value); },
      [](Event* event) { event->key = "keyv", event->value = "alue"; },
  };
  std::set<uint64_t> digests;
  for (Change change : kChanges) {
    Event event = operationEvent();
    change(&event);
    digests.insert(digestOf({event}));
  }
  EXPECT_EQ(std::size(kChanges), digests.size());
}

TEST(DigestTest, onEvent_eachFieldOfANetworkEventCounts) {
  using Change = void (*)(Event*);
  const Change kChanges[] = {
      [](Event*) {},
      [](Event* event) { event->kind = EventKind::Sent; },
      [](Event* event) { event->kind = EventKind::Delivered; },
      [](Event* event) { ++event->tick; },
      [](Event* event) { ++event->node.id; },
      [](Event* event) { ++event->node.port; },
      [](Event* event) { ++event->other.id; },
      [](Event* event) { ++event->other.port; },
      [](Event* event) { event->network = NetworkId::Store; },
      [](Event* event) { event->cause = DropCause::TooLarge; },
      [](Event* event) { event->cause = DropCause::QueueFull; },
      [](Event* event) { event->cause = DropCause::ReceiverDown; },
      [](Event* event) { ++event->sizeBytes; },
      [](Event* event) { std::swap(event->node, event->other); },
  };
  std::set<uint64_t> digests;
  for (Change change : kChanges) {
    Event event = networkEvent();
    change(&event);
    digests.insert(digestOf({event}));
  }
  EXPECT_EQ(std::size(kChanges), digests.size());
}

TEST(DigestTest, onEvent_orderAndNumberCount) {
  const Event a = operationEvent();
  const Event b = networkEvent();
  const std::set<uint64_t> digests = {digestOf({}),     digestOf({a}),    digestOf({b}),
                                      digestOf({a, a}), digestOf({a, b}), digestOf({b, a})};
  EXPECT_EQ(6u, digests.size());
}

TEST(DigestTest, wantsNetworkEvents_yes) { EXPECT_TRUE(Digest().wantsNetworkEvents()); }

TEST(DigestTest, digestText_sixteenDigits) {
  EXPECT_EQ("0000000000000000", digestText(0));
  EXPECT_EQ("00000000000000ab", digestText(0xab));
  EXPECT_EQ("ffffffffffffffff", digestText(UINT64_MAX));
}

}  // namespace
}  // namespace sim
