// Tests of report/exports/StoryText.h.
#include "report/exports/StoryText.h"

#include <gtest/gtest.h>

#include "tests/support/TraceText.h"

namespace report {
namespace {

std::string storyOf(const Trace& trace, const std::string& subject) {
  std::string error;
  return storyText(trace, subject, &error).value_or(error);
}

TEST(StoryTextTest, storyText_ofAnOperation) {
  EXPECT_EQ(R"(operation 1: create apple = red, called on peer 2 at tick 5: ok, at tick 7
problem: peer 2's read of apple at tick 10 failed

   tick    1    2    3
      5    |    C    |  client 1 calls peer 2: create apple = red
      5    |<---o    |  peer 2 sends s1 to peer 1: CREATE apple red
      5    |    o--->|  peer 2 sends s2 to peer 3: CREATE apple red
      6    *    |    |  peer 1 receives s1 from peer 2: CREATE apple red
      6    A    |    |  peer 1 logs as the replica: create apple = red, success (transaction 104)
      6    o--->|    |  peer 1 sends s3 to peer 2: ACK apple
      6    #    |    |  peer 1 holds red under apple, in table 0
      6    |    |    *  peer 3 receives s2 from peer 2: CREATE apple red
      6    |    |    A  peer 3 logs as the replica: create apple = red, success (transaction 104), in a line of 7
      6    |    |<---o  peer 3 sends s4 to peer 2: ACK apple
      6    |    |    #  peer 3 holds red under apple, in table 0
      7    |    *    |  peer 2 receives s3 from peer 1: ACK apple
      7    |    *    |  peer 2 receives s4 from peer 3: ACK apple
      7    |    F    |  peer 2 logs as the coordinator: create apple = red, success (transaction 104)

C a call, o a message is sent, x lost or refused, * received, A a replica's line,
F the coordinator's line, # a copy changes, ! the peer or a fault; | the peer runs, : paused
)",
            storyOf(sampleTrace(), "1"));
}

TEST(StoryTextTest, storyText_showsFaultsFailuresAndLosses) {
  const std::string story = storyOf(sampleTrace(), "2");
  for (const char* line :
       {"     10    !    !    !  a fault begins: from 10 to 20 partition 1,2 | 3\n",
        "     10    |    x    |  s6 from peer 2 to peer 3 is lost by a partition: READ apple\n",
        "     12    ~    |    |  a fault flips bits of s7 from peer 1 to peer 2: VALUE \"apple\" "
        "\\xff\n",
        "     14    |    |    !  peer 3 fails\n",
        "     15    |    F       peer 2 logs as the coordinator: read apple, failure (transaction "
        "105)\n"}) {
    EXPECT_NE(std::string::npos, story.find(line)) << line << story;
  }
  EXPECT_EQ(std::string::npos, story.find("s1 ")) << "of the other operation";
}

TEST(StoryTextTest, storyText_ofAKeyHasAllItsOperations) {
  const std::string story = storyOf(sampleTrace(), "apple");
  EXPECT_EQ(0u, story.find("key apple, at place 83 of the ring\n"
                           "problem: peer 2's read of apple at tick 10 failed\n"
                           "operation 1: create apple = red, called on peer 2 at tick 5: ok, at "
                           "tick 7\n"
                           "operation 2: read apple, called on peer 2 at tick 10: failed, at tick "
                           "15\n"));
  EXPECT_NE(std::string::npos, story.find("s1 to peer 1"));
  EXPECT_NE(std::string::npos, story.find("peer 3 has lost all its copies"));
}

TEST(StoryTextTest, storyText_aKeyThatIsANumberComesFirst) {
  const Trace trace = traceOf(traceHeader() +
                              "key 7 1\nkey 8 b\nt 1\ncall 1 1 0 read 1 \"\"\n"
                              "op 1 1 -1 unknown \"\"\n" +
                              traceEnd());
  EXPECT_EQ("key 1, at place 7 of the ring\nnothing of it happened\n", storyOf(trace, "1"));
}

TEST(StoryTextTest, storyText_unknownSubjects) {
  EXPECT_EQ(
      "`pear` is neither a key nor an operation of this run: a key (apple) or the number of "
      "an operation, 1 to 2, is allowed",
      storyOf(sampleTrace(), "pear"));
  EXPECT_EQ(
      "`3` is neither a key nor an operation of this run: a key (apple) or the number of "
      "an operation, 1 to 2, is allowed",
      storyOf(sampleTrace(), "3"));
  EXPECT_EQ("`0` is neither a key nor an operation of this run: a key is allowed",
            storyOf(traceOf(traceHeader() + traceEnd()), "0"));
}

TEST(StoryTextTest, storyText_hasNoControlCharacters) {
  const Trace trace = traceOf(traceHeader() +
                              "key 1 \"\\x1b[2Jk\"\ntext \"k \\x1b\\x07\"\nt 1\n"
                              "fault+ drop \"\\x1b\"\ncall 1 1 0 create 0 \"\\x0a\"\ns s1 1 9:9 5 "
                              "0\nfin 1 create 1 1 0 \"\\x0d\" 1\nop 1 1 1 ok \"\\x0a\"\n"
                              "verdict violated x\nlevel - -\nproblem a b 0 \"\\x1b\"\ndigest "
                              "-\nticks 9\nend\n");
  for (const char c : storyOf(trace, "1")) EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
}

TEST(StoryTextTest, storyText_manyPeersHaveNoColumns) {
  std::string lines = traceHeader(40) + "key 1 k\ntext \"ASK k\"\nt 1\ncall 1 1 0 read 0 \"\"\n";
  for (int peer = 2; peer <= 40; ++peer) {
    lines += "s s" + std::to_string(peer) + " 1 " + std::to_string(peer) + " 5 0\n";
  }
  const std::string story = storyOf(traceOf(lines + "op 1 1 -1 unknown \"\"\n" + traceEnd()), "1");
  EXPECT_NE(std::string::npos, story.find("   15   16\n")) << story;
  EXPECT_NE(std::string::npos, story.find("  peer 1 sends s40 to peer 40: ASK k\n"));
}

}  // namespace
}  // namespace report
