// Tests of report/exports/RelatedEvents.h.
#include "report/exports/RelatedEvents.h"

#include <gtest/gtest.h>

#include "report/exports/EventSentence.h"
#include "tests/support/TraceText.h"

namespace report {
namespace {

// The trace's sentences of the steps; of changes, in brackets.
std::vector<std::string> sentencesOf(const Trace& trace, const std::vector<Step>& steps) {
  std::vector<std::string> sentences;
  for (const Step& step : steps) {
    sentences.push_back(step.event != kNoIndex
                            ? sentenceOf(trace, step.event)
                            : "[" + sentenceOf(trace, trace.changes[step.change]) + "]");
  }
  return sentences;
}

std::string numbersOf(const Trace& trace, const std::vector<Step>& steps) {
  std::string names;
  for (const Step& step : steps) {
    if (step.event == kNoIndex) continue;
    const Event& event = trace.events[step.event];
    if (event.kind == Record::Sent) names += nameOf(trace.messages[event.message]) + " ";
  }
  return names;
}

// Peer 1 is called; it and peer 2 send what `lines` has at ticks from 1 on.
Trace traceWithCall(const std::string& lines) {
  return traceOf(traceHeader() +
                 "key 1 k1\nkey 2 k10\ntext \"ASK k1\"\ntext \"ASK k10\"\ntext \"k1::v\"\n"
                 "t 1\ncall 1 1 0 read 0 \"\"\n" +
                 lines + "op 1 1 -1 unknown \"\"\n" + traceEnd());
}

TEST(RelatedEventsTest, stepsOfOperation_theKeyIsAWordOfTheText) {
  const Trace trace = traceWithCall("s s1 1 2 5 0\ns s2 1 2 5 1\ns s3 1 2 5 2\ns s4 1 2 5 -\n");
  EXPECT_EQ("s1 s3 s4 ", numbersOf(trace, stepsOfOperation(trace, 1)));
}

TEST(RelatedEventsTest, stepsOfOperation_followsTheMessages) {
  const Trace trace = traceWithCall(
      "s s1 1 2 5 0\ns m1 1 2 5 0\nt 2\ns s2 2 3 5 0\nr s1\ns s3 2 1 5 2\ns s4 3 1 5 0\n"
      "t 3\ns s5 2 1 5 0\nr s3\ns s6 1 3 5 0\nt 9\nr s6\nt 10\ns s7 3 1 5 0\n");
  EXPECT_EQ("s1 s3 s6 ", numbersOf(trace, stepsOfOperation(trace, 1)));
}

// Answers seldom name a key.
TEST(RelatedEventsTest, stepsOfOperation_followsTheTransaction) {
  const Trace trace = traceWithCall(
      "text \"ANSWER 77\"\ntext \"ANSWER 78\"\ntext \"ASK 77 k10\"\ns s1 1 2 5 0\ns s2 1 3 5 5\n"
      "t 2\nr s1\nans 2 read 1 77 0 v 1\ns s3 2 1 5 3\ns s4 2 1 5 4\nt 3\nr s3\n");
  EXPECT_EQ("s1 s3 ", numbersOf(trace, stepsOfOperation(trace, 1)));
}

TEST(RelatedEventsTest, stepsOfOperation_hasTheCopiesThatChange) {
  const Trace trace = traceWithCall(
      "s s1 1 2 5 0\nt 2\nat 2\nb+ 0 0 before\nr s1\nat 2\nb+ 0 0 v\nb+ 0 1 other\nb- 1 0\n"
      "t 3\nat 2\nb+ 0 0 later\n");
  EXPECT_EQ((std::vector<std::string>{
                "the test calls peer 1: read k1", "peer 1 sends s1 to peer 2: ASK k1",
                "peer 2 receives s1 from peer 1: ASK k1", "[peer 2 holds v under k1, in table 0]",
                "[peer 2 no longer holds k1, in table 1]"}),
            sentencesOf(trace, stepsOfOperation(trace, 1)));
}

TEST(RelatedEventsTest, stepsOfOperation_hasFaultsThatLastAndFailuresOfItsPeers) {
  const Trace trace = traceOf(traceHeader() +
                              "key 1 k\ntext k\nt 1\nfault+ drop over\nfault- drop over\n"
                              "fault+ drop lasts\nt 2\ncall 1 1 0 read 0 \"\"\ns s1 1 2 5 0\n"
                              "down 2\ndown 3\nfault+ delay begins\nt 3\nx s1 receiver-down\n"
                              "fault+ delay too-late\nop 1 2 -1 unknown \"\"\n" +
                              traceEnd());
  EXPECT_EQ((std::vector<std::string>{"a fault begins: lasts", "the test calls peer 1: read k",
                                      "peer 1 sends s1 to peer 2: k", "peer 2 fails",
                                      "a fault begins: begins",
                                      "s1 from peer 1 to peer 2 is lost because the receiver is "
                                      "down: k"}),
            sentencesOf(trace, stepsOfOperation(trace, 1)));
}

TEST(RelatedEventsTest, stepsOfKey_namesItWithOrWithoutEscapes) {
  const Trace trace =
      traceOf(traceHeader() +
              "key 1 \"a\\x01\"\nkey 1 b\ntext \"GET a\\x01\"\ntext \"GET a\\\\x01\"\n"
              "text \"GET a\"\nt 1\ns s1 1 2 5 0\ns s2 1 2 5 1\ns s3 1 2 5 2\n"
              "s s4 1 2 5 -\ns m5 1 2 5 0\n" +
              traceEnd());
  EXPECT_EQ("s1 s2 ", numbersOf(trace, stepsOfKey(trace, 0)));
  EXPECT_TRUE(stepsOfKey(trace, 1).empty());
}

}  // namespace
}  // namespace report
