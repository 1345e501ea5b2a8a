// Tests of sim/EventStream.h and sim/Event.h.
#include "sim/EventStream.h"

#include <gtest/gtest.h>

#include "tests/support/EventRecorder.h"

namespace sim {
namespace {

constexpr EventKind kAllKinds[] = {EventKind::NodeStarted,
                                   EventKind::NodeFailed,
                                   EventKind::Sent,
                                   EventKind::Delivered,
                                   EventKind::Dropped,
                                   EventKind::MemberAdded,
                                   EventKind::MemberRemoved,
                                   EventKind::OperationInvoked,
                                   EventKind::ReplicaAnswered,
                                   EventKind::OperationFinished,
                                   EventKind::Note,
                                   EventKind::Statistic};

TEST(EventStreamTest, emit_withoutSinks) {
  const EventStream events;
  EXPECT_FALSE(events.wantsNetworkEvents());
  for (EventKind kind : kAllKinds) {
    Event event;
    event.kind = kind;
    events.emit(event);
  }
}

TEST(EventStreamTest, emit_networkEventsToThoseWhoWantThem) {
  EventRecorder all(true);
  EventRecorder some(false);
  EventStream events;
  events.add(&some);
  EXPECT_FALSE(events.wantsNetworkEvents());
  events.add(&all);
  EXPECT_TRUE(events.wantsNetworkEvents());
  for (EventKind kind : kAllKinds) {
    Event event;
    event.kind = kind;
    events.emit(event);
  }
  ASSERT_EQ(std::size(kAllKinds), all.events().size());
  for (size_t i = 0; i < std::size(kAllKinds); ++i) EXPECT_EQ(kAllKinds[i], all.events()[i].kind);
  ASSERT_EQ(std::size(kAllKinds) - 3, some.events().size());
  for (const Event& event : some.events()) EXPECT_FALSE(isNetworkEvent(event.kind));
}

TEST(EventStreamTest, emit_allFieldsArrive) {
  EventRecorder recorder;
  EventStream events;
  events.add(&recorder);
  Event event;
  event.kind = EventKind::ReplicaAnswered;
  event.tick = 5;
  event.node = {1, 2};
  event.key = "k";
  event.value = "v";
  events.emit(event);
  ASSERT_EQ(1u, recorder.events().size());
  const Event& arrived = recorder.events()[0];
  EXPECT_EQ(5, arrived.tick);
  EXPECT_TRUE((Endpoint{1, 2}) == arrived.node);
  EXPECT_EQ("k", arrived.key);
  EXPECT_EQ("v", arrived.value);
}

// A sink that writes its name.
class NamingSink : public Sink {
 public:
  NamingSink(char name, std::string* names) : name_(name), names_(names) {}
  void onEvent(const Event&) override { *names_ += name_; }
  bool wantsNetworkEvents() const override { return true; }

 private:
  const char name_;
  std::string* const names_;
};

TEST(EventStreamTest, emit_inTheOrderOfAdding) {
  std::string names;
  NamingSink a('a', &names);
  NamingSink b('b', &names);
  NamingSink c('c', &names);
  EventStream events;
  for (Sink* sink : {&b, &a, &c}) events.add(sink);
  events.emit(Event());
  Event sent;
  sent.kind = EventKind::Sent;
  events.emit(sent);
  EXPECT_EQ("bacbac", names);
}

TEST(EventStreamTest, isNetworkEvent_thoseOfMessages) {
  for (EventKind kind : kAllKinds) {
    EXPECT_EQ(kind == EventKind::Sent || kind == EventKind::Delivered || kind == EventKind::Dropped,
              isNetworkEvent(kind));
  }
}

TEST(EventStreamTest, Endpoint_orderedByIdThenPort) {
  EXPECT_TRUE((Endpoint{1, 9} < Endpoint{2, 0}));
  EXPECT_TRUE((Endpoint{1, 0} < Endpoint{1, 1}));
  EXPECT_TRUE((Endpoint{-1, 0} < Endpoint{0, 0}));
  EXPECT_TRUE((Endpoint{1, 1} == Endpoint{1, 1}));
  EXPECT_FALSE((Endpoint{256, 0} == Endpoint{512, 0}));
}

}  // namespace
}  // namespace sim
