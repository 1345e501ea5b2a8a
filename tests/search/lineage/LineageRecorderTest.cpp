// Tests of search/lineage/LineageRecorder.h.
#include "search/lineage/LineageRecorder.h"

#include <gtest/gtest.h>

namespace search {
namespace {

using sim::EventKind;

class LineageRecorderTest : public ::testing::Test {
 protected:
  LineageRecorderTest() {
    write_.tick = 10;
    write_.client = 3;
    write_.coordinator = 1;
    write_.operation = sim::Operation::Update;
    write_.key = "k";
    write_.value = "new";
  }

  void invoke(sim::Tick tick) { note(EventKind::OperationInvoked, tick); }
  void acknowledge(sim::Tick tick) { note(EventKind::OperationFinished, tick); }

  void note(EventKind kind, sim::Tick tick) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.node.id = 1;
    event.client = 3;
    event.operation = sim::Operation::Update;
    event.key = "k";
    event.success = true;
    recorder_.onEvent(event);
  }

  void message(EventKind kind, sim::Tick tick, uint64_t number, sim::PeerId node, sim::PeerId other,
               std::string_view bytes = "") {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.network = sim::NetworkId::Store;
    event.message = number;
    event.node.id = node;
    event.other.id = other;
    event.bytes = bytes;
    recorder_.onEvent(event);
  }

  // The tick ends, and these peers hold these texts.
  void end(sim::Tick tick, const std::map<sim::PeerId, std::string>& texts) {
    std::map<sim::PeerId, check::Table> tables;
    check::TableViews views;
    for (const auto& [peer, text] : texts) {
      if (!text.empty()) tables[peer]["k"] = text;
      views[peer] = {&tables[peer]};
    }
    recorder_.endTick(tick, views);
  }

  lab::ClientOperation write_;
  LineageRecorder recorder_{write_};
};

TEST_F(LineageRecorderTest, lineage_theMessagesThatBroughtTheWrite) {
  end(9, {{1, ""}, {2, "old"}, {3, "old"}});
  invoke(10);
  message(EventKind::Sent, 10, 1, 1, 2);
  message(EventKind::Sent, 10, 2, 1, 3);
  end(10, {{1, ""}, {2, "old"}, {3, "old"}});
  message(EventKind::Delivered, 11, 1, 2, 1, "write k");
  message(EventKind::Delivered, 12, 2, 3, 1, "write k");
  end(12, {{1, ""}, {2, "new"}, {3, "new"}});
  acknowledge(13);
  end(13, {{1, ""}, {2, "new"}, {3, "new"}});
  const Lineage lineage = recorder_.lineage();
  EXPECT_EQ(13, lineage.acknowledgedAt);
  EXPECT_EQ(2, lineage.fewestHolders);
  EXPECT_EQ((std::vector<Support>{{12, 2, 10, 1}, {12, 3, 10, 1}}), lineage.supports);
}

TEST_F(LineageRecorderTest, lineage_messagesOfOtherKeysAreNoSupport) {
  invoke(10);
  message(EventKind::Sent, 10, 1, 1, 2);
  message(EventKind::Sent, 10, 2, 3, 2);
  message(EventKind::Delivered, 11, 1, 2, 1, "write k");
  message(EventKind::Delivered, 11, 2, 2, 3, "write other");
  end(11, {{2, "new"}});
  EXPECT_EQ((std::vector<Support>{{11, 2, 10, 1}}), recorder_.lineage().supports);
}

TEST_F(LineageRecorderTest, lineage_aCoordinatorHoldsItsOwnWriteWithoutAMessage) {
  invoke(10);
  end(10, {{1, "new"}});
  EXPECT_EQ((std::vector<Support>{{10, 1, 10, 0}}), recorder_.lineage().supports);
}

TEST_F(LineageRecorderTest, lineage_theFewestHoldersSinceTheAcknowledgement) {
  invoke(10);
  end(10, {{1, "new"}, {2, "new"}, {3, ""}});
  acknowledge(11);
  end(11, {{1, "new"}, {2, "new"}, {3, ""}});
  end(15, {{2, "new"}, {3, ""}});
  end(20, {{1, "new"}, {2, "new"}, {3, "new"}});
  EXPECT_EQ(1, recorder_.lineage().fewestHolders);
  // Later ones are of no interest.
  end(11 + kFollowedTicks + 1, {{3, ""}});
  EXPECT_EQ(1, recorder_.lineage().fewestHolders);
}

TEST_F(LineageRecorderTest, lineage_anotherCallOfTheKeyIsNotTheWrite) {
  write_.client = 4;
  invoke(10);
  acknowledge(12);
  EXPECT_EQ(-1, recorder_.lineage().acknowledgedAt);
}

}  // namespace
}  // namespace search
