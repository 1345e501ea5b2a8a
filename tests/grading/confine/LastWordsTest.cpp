// Tests of grading/confine/LastWords.h.
#include "grading/confine/LastWords.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

TEST(LastWordsTest, lastWordsOf_aCrashAndItsLines) {
  const LastWords words = lastWordsOf(
      "hello\n"
      "crashed with signal 11 (Segmentation fault) at tick 150, in peer 4's MP2Node::clientRead\n"
      "  MP2Node.cpp:87 in MP2Node::findKey\n"
      "  called from MP2Node.cpp:90 in MP2Node::clientRead\n");
  EXPECT_EQ("crashed with signal 11 (Segmentation fault)", words.what);
  EXPECT_EQ(SaidEnd::Crash, words.end);
  EXPECT_EQ(11, words.signal);
  EXPECT_FALSE(words.isOfMemory);
  EXPECT_EQ(
      "at tick 150, in peer 4's MP2Node::clientRead: MP2Node.cpp:87 in MP2Node::findKey, called "
      "from MP2Node.cpp:90 in MP2Node::clientRead",
      words.where);
  EXPECT_EQ(150, words.tick);
  EXPECT_EQ(4, words.peer);
  EXPECT_EQ("MP2Node::clientRead", words.call);
}

TEST(LastWordsTest, lastWordsOf_aPositionThatIsNone) {
  for (const char* said : {"crashed with signal 11 (x) at tick 9999999999999, in peer 4's a\n",
                           "crashed with signal 11 (x) at tick 5, in peer x's a\n",
                           "crashed with signal 11 (x) outside of the peers' code\n"}) {
    EXPECT_EQ(-1, lastWordsOf(said).tick) << said;
    EXPECT_EQ("", lastWordsOf(said).call) << said;
  }
}

TEST(LastWordsTest, lastWordsOf_theLibrarysReasonIsTaken) {
  const LastWords words = lastWordsOf(
      "double free or corruption (fasttop)\n"
      "crashed with signal 6 (Aborted) at tick 3, in peer 1's MP1Node::nodeLoop\n");
  EXPECT_EQ("crashed with signal 6 (Aborted; double free or corruption (fasttop))", words.what);
  EXPECT_EQ("at tick 3, in peer 1's MP1Node::nodeLoop", words.where);
}

TEST(LastWordsTest, lastWordsOf_whatAnAssertionRequires) {
  const LastWords words = lastWordsOf(
      "Application: " + std::string(80, 'd') + "/MP1Node.cpp:9: void MP1Node::onPing(char*): " +
      "Assertion `size > 4' failed.\ncrashed with signal 6 (Aborted) at tick 8\n");
  EXPECT_EQ("crashed with signal 6 (Aborted; Assertion `size > 4' failed.)", words.what);
}

TEST(LastWordsTest, lastWordsOf_otherTextBeforeACrashIsNoReason) {
  EXPECT_EQ(
      "crashed with signal 6 (Aborted)",
      lastWordsOf("sending\ncrashed with signal 6 (Aborted) outside of the peers' code\n").what);
}

TEST(LastWordsTest, lastWordsOf_anExceptionsTextMayHoldAnything) {
  const LastWords words = lastWordsOf(
      "crashed with signal 6 (Aborted; uncaught exception E: lost at tick 7) at tick 8, in peer "
      "2's "
      "MP2Node::recvLoop\n");
  EXPECT_EQ("crashed with signal 6 (Aborted; uncaught exception E: lost at tick 7)", words.what);
  EXPECT_EQ("at tick 8, in peer 2's MP2Node::recvLoop", words.where);
}

TEST(LastWordsTest, lastWordsOf_messagesThatAreWhyItTakesSoLong) {
  const LastWords words =
      lastWordsOf("interrupted after 812345 messages at tick 6, in peer 1's MP1Node::nodeLoop\n");
  EXPECT_EQ(SaidEnd::Interruption, words.end);
  EXPECT_EQ(812345u, words.messages);
  EXPECT_EQ("at tick 6, in peer 1's MP1Node::nodeLoop", words.where);
  EXPECT_EQ(0u, lastWordsOf("interrupted at tick 6, in peer 1's MP1Node::nodeLoop\n").messages);
}

TEST(LastWordsTest, lastWordsOf_theLastEndCounts) {
  const LastWords words = lastWordsOf(
      "interrupted at tick 1, in peer 1's x\nexit() was called at tick 2, in peer 1's y\n");
  EXPECT_EQ("exit() was called", words.what);
  EXPECT_EQ(SaidEnd::ExitCall, words.end);
  EXPECT_EQ("at tick 2, in peer 1's y", words.where);
}

TEST(LastWordsTest, lastWordsOf_aFileIsNotShown) {
  const std::string file(100000, 'a');
  EXPECT_EQ(std::string(100, 'a') + "...", lastWordsOf(file).lastLine);
  EXPECT_GT(400u, lastWordsOf("crashed with signal 6 (" + file + ") at tick 1").what.size());
}

TEST(LastWordsTest, lastWordsOf_whatIsNoneHasItsLastLineAlone) {
  const LastWords words = lastWordsOf("one\ntw\x01o\n");
  EXPECT_EQ("", words.what);
  EXPECT_EQ("", words.where);
  EXPECT_EQ(SaidEnd::Nothing, words.end);
  EXPECT_EQ("tw?o", words.lastLine);
  EXPECT_EQ("", lastWordsOf("").lastLine);
}

}  // namespace
}  // namespace grading
