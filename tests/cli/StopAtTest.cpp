// Tests of cli/StopAt.h.
#include "cli/StopAt.h"

#include <gtest/gtest.h>

namespace cli {
namespace {

const std::vector<std::string> kCalls = {"MP1Node::recvLoop", "MP2Node::recvLoop",
                                         "MP2Node::clientRead"};

// Whether the text is accepted; *point is what it says, or unset.
bool isRead(const std::string& text, host::StopPoint* point = nullptr) {
  std::optional<host::StopPoint> read;
  if (!readStopAt(text, &read)) {
    EXPECT_FALSE(read);
    return false;
  }
  if (point != nullptr) *point = *read;
  return true;
}

std::string wrongWith(const std::string& text) {
  host::StopPoint point;
  EXPECT_TRUE(isRead(text, &point)) << text;
  return checkStopAt(point, 10, kCalls).value_or("");
}

TEST(StopAtTest, readStopAt_itsThreeForms) {
  host::StopPoint point;
  ASSERT_TRUE(isRead("0", &point));
  EXPECT_EQ(0, point.tick);
  EXPECT_EQ(0, point.peerId);
  EXPECT_EQ("", point.call);
  ASSERT_TRUE(isRead("225:4", &point));
  EXPECT_EQ(225, point.tick);
  EXPECT_EQ(4, point.peerId);
  EXPECT_EQ("", point.call);
  ASSERT_TRUE(isRead("225:4:recvLoop", &point));
  EXPECT_EQ("recvLoop", point.call);
  ASSERT_TRUE(isRead("2147483647:2147483647:MP2Node::recvLoop", &point));
  EXPECT_EQ(2147483647, point.tick);
  EXPECT_EQ(2147483647, point.peerId);
  EXPECT_EQ("MP2Node::recvLoop", point.call);
}

TEST(StopAtTest, readStopAt_refusesOtherTexts) {
  for (const char* text : {"", "x", "-1", "+1", " 1", "1 ", "1.5", "2147483648", ":", "1:", "1:0",
                           "1:-2", "1:x", "1:2:", "1::recvLoop", ":4:recvLoop"}) {
    EXPECT_FALSE(isRead(text)) << text;
  }
}

TEST(StopAtTest, checkStopAt_allowsThePeersAndCallsOfTheRun) {
  for (const char* text :
       {"0", "99999:10", "1:1:recvLoop", "1:1:MP1Node::recvLoop", "1:1:clientRead"}) {
    EXPECT_EQ("", wrongWith(text));
  }
}

TEST(StopAtTest, checkStopAt_saysWhatIsAllowed) {
  EXPECT_EQ("--stop-at 1:11: there is no peer 11: 1 to 10 are allowed", wrongWith("1:11"));
  const std::string allowed =
      ": MP1Node::recvLoop, MP2Node::recvLoop and MP2Node::clientRead are allowed, with or without "
      "the class";
  EXPECT_EQ("--stop-at 1:2:nodeloop: there is no call nodeloop" + allowed,
            wrongWith("1:2:nodeloop"));
  EXPECT_EQ("--stop-at 1:2:MP1Node::clientRead: there is no call MP1Node::clientRead" + allowed,
            wrongWith("1:2:MP1Node::clientRead"));
}

TEST(StopAtTest, stopNotReached_repeatsThePoint) {
  EXPECT_EQ("--stop-at 9:4:recvLoop: no such call was made in the 700 ticks of the run",
            stopNotReached({9, 4, "recvLoop"}, 700));
  EXPECT_EQ("--stop-at 900: no such call was made in the 700 ticks of the run",
            stopNotReached({900, 0, ""}, 700));
}

}  // namespace
}  // namespace cli
