// Tests of search/exhaustive/Extensions.h.
#include "search/exhaustive/Extensions.h"

#include <gtest/gtest.h>

#include "lab/ScheduleText.h"

namespace search {
namespace {

using Strings = std::vector<std::string>;

constexpr sim::Tick kFirst = 100;
constexpr sim::Tick kLast = 101;

ExhaustiveSettings settings(int mostFaults, int peers = 3) {
  ExhaustiveSettings settings;
  settings.peers = peers;
  settings.first = kFirst;
  settings.last = kLast;
  settings.mostFaults = mostFaults;
  return settings;
}

WindowRecord upSinceTheStart(int peers) {
  WindowRecord record;
  for (sim::PeerId peer = 1; peer <= peers; ++peer) {
    record.changes.push_back({0, peer, PeerState::Starting});
  }
  return record;
}

Strings textsOf(const Steps& steps) {
  Strings texts;
  for (const Step& step : steps) {
    std::string text;
    for (const lab::Fault& fault : faultsOf({step})) {
      text += (text.empty() ? "" : ", ") + lab::faultText(fault);
    }
    texts.push_back(text);
  }
  return texts;
}

// Without peers that can fail.
Extensions ofMessages(const std::vector<SentMessage>& messages, const Steps& steps = {}) {
  WindowRecord record;
  record.messages = messages;
  return extensionsOf(steps, record, settings(3, 2));
}

TEST(ExtensionsTest, extensionsOf_aMessageIsLostOrLate) {
  SentMessage message = {7, 100, 1, 2, 3, 100, true};
  const Strings expected = {
      "at 100 drop store message 1 > 2 #3", "at 100 delay store message 1 > 2 #3 by 1",
      "at 100 delay store message 1 > 2 #3 by 2", "at 100 delay store message 1 > 2 #3 by 3"};
  EXPECT_EQ(expected, textsOf(ofMessages({message}).single));
}

TEST(ExtensionsTest, extensionsOf_aDelayThatNobodyNoticesIsOmitted) {
  const SentMessage message = {7, 100, 1, 2, 1, 102, true};
  const Extensions found = ofMessages({message});
  EXPECT_EQ(
      (Strings{"at 100 drop store message 1 > 2 #1", "at 100 delay store message 1 > 2 #1 by 3"}),
      textsOf(found.single));
  SentMessage late = message;
  late.isPlain = false;
  EXPECT_EQ(4u, ofMessages({late}).single.size()) << "another fault has delayed it";
  ExhaustiveSettings inexact = settings(1, 2);
  inexact.isDelayExact = false;
  WindowRecord record;
  record.messages = {message};
  EXPECT_EQ(4u, extensionsOf({}, record, inexact).single.size());
}

TEST(ExtensionsTest, extensionsOf_whatNobodyReceivesIsOmitted) {
  const Extensions nothing = ofMessages({});
  const Extensions found = ofMessages({{7, 100, 1, 2, 1, -1, true}, {8, 100, 1, 9, 1, 101, true}});
  EXPECT_TRUE(found.single.empty());
  EXPECT_EQ(nothing.omitted.withoutEffect + 8, found.omitted.withoutEffect);
}

TEST(ExtensionsTest, extensionsOf_onlyWhatComesLater) {
  const std::vector<SentMessage> messages = {
      {7, 100, 1, 2, 1, 100, true}, {8, 100, 2, 1, 1, 100, true}, {9, 101, 1, 2, 1, 101, true}};
  Step loss;
  loss.tick = 100;
  loss.peer = 1;
  loss.to = 2;
  loss.number = 7;
  EXPECT_EQ(8u, ofMessages(messages, {loss}).single.size());
  loss.number = 8;
  EXPECT_EQ(4u, ofMessages(messages, {loss}).single.size());
  Step crash;
  crash.kind = Step::Kind::Crash;
  crash.peer = 2;
  crash.tick = 101;
  EXPECT_EQ(4u, ofMessages(messages, {crash}).single.size());
  crash.tick = 100;
  EXPECT_EQ(12u, ofMessages(messages, {crash}).single.size()) << "it comes at the tick's start";
}

TEST(ExtensionsTest, extensionsOf_crashesOfAllButTheIntroducer) {
  const Extensions found = extensionsOf({}, upSinceTheStart(3), settings(1));
  const Strings expected = {"at 100 crash 2", "at 100 crash 3", "at 101 crash 2", "at 101 crash 3"};
  EXPECT_EQ(expected, textsOf(found.single));
  EXPECT_TRUE(found.outages.empty()) << "there is room for one fault";
  // The introducer's crash at two ticks; restarts, of two sorts, of three peers that are up, at the
  // ticks 100 to 110.
  EXPECT_EQ((Omitted{66, 2}), found.omitted);
}

TEST(ExtensionsTest, extensionsOf_outagesLastFiveTicksAtLeast) {
  const Extensions found = extensionsOf({}, upSinceTheStart(3), settings(2));
  // Of three peers. From 100: to 105 … 110; from 101: to 106 … 110.
  EXPECT_EQ(3u * 2 * (6 + 5), found.outages.size());
  EXPECT_EQ("at 100 crash 1, at 105 restart 1", textsOf(found.outages)[0]);
  EXPECT_EQ("at 100 crash 1, at 105 restart 1 with memory", textsOf(found.outages)[1]);
  EXPECT_EQ(2u + 3 * 2 * (4 + 4), found.omitted.outside);
}

TEST(ExtensionsTest, extensionsOf_smallGroupsHaveNoCrashes) {
  const Extensions found = extensionsOf({}, upSinceTheStart(2), settings(2, 2));
  EXPECT_TRUE(found.single.empty());
  EXPECT_TRUE(found.outages.empty());
  EXPECT_EQ(4u, found.omitted.outside);
}

TEST(ExtensionsTest, extensionsOf_restartsOfAPeerThatTheScheduleLetFail) {
  WindowRecord record = upSinceTheStart(3);
  record.changes.push_back({97, 2, PeerState::Down});
  const Extensions found = extensionsOf({}, record, settings(1));
  const Strings texts = textsOf(found.single);
  EXPECT_EQ(0, std::count(texts.begin(), texts.end(), "at 101 restart 2"));
  EXPECT_EQ(1, std::count(texts.begin(), texts.end(), "at 102 restart 2"));
  EXPECT_EQ(1, std::count(texts.begin(), texts.end(), "at 110 restart 2 with memory"));
  EXPECT_EQ(0, std::count(texts.begin(), texts.end(), "at 100 crash 2"));
  EXPECT_EQ(2u + 18, texts.size());
}

TEST(ExtensionsTest, extensionsOf_restartsAfterACrashOfTheSetAreOutages) {
  WindowRecord record = upSinceTheStart(3);
  record.changes.push_back({100, 2, PeerState::Down});
  Step crash;
  crash.kind = Step::Kind::Crash;
  crash.peer = 2;
  crash.tick = 100;
  EXPECT_EQ(Strings{"at 101 crash 3"}, textsOf(extensionsOf({crash}, record, settings(2)).single));
}

TEST(ExtensionsTest, extensionsOf_noMoreFaultsThanAllowed) {
  Step outage;
  outage.kind = Step::Kind::Outage;
  outage.peer = 2;
  outage.tick = 100;
  outage.ticks = 5;
  EXPECT_EQ(2, faultCount({outage}));
  const Extensions found = extensionsOf({outage}, upSinceTheStart(3), settings(2));
  EXPECT_TRUE(found.single.empty());
  EXPECT_EQ(Omitted(), found.omitted);
  EXPECT_FALSE(extensionsOf({outage}, upSinceTheStart(3), settings(3)).single.empty());
}

}  // namespace
}  // namespace search
