// Tests of report/exports/ShiViz.h.
#include "report/exports/ShiViz.h"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <sstream>

#include "tests/support/TraceText.h"

namespace report {
namespace {

struct Entry {
  std::string host;
  std::map<std::string, int> clock;
  std::string event;
};

// As ShiViz reads it; fails the test if a line is not as it must be.
std::vector<Entry> entriesOf(const std::string& log) {
  std::istringstream lines(log);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(R"((?<host>\S*) (?<clock>{.*})\n(?<tick>\d+) (?<event>.*))", line);
  std::getline(lines, line);
  EXPECT_EQ("", line) << "there is one execution";
  std::vector<Entry> entries;
  const std::regex head(R"((\S+) \{(("peer\d+":\d+,?)+)\})");
  const std::regex part(R"x("(peer\d+)":(\d+))x");
  while (std::getline(lines, line)) {
    Entry entry;
    std::smatch match;
    if (!std::regex_match(line, match, head)) ADD_FAILURE() << line;
    entry.host = match[1];
    const std::string clock = match[2];
    for (auto it = std::sregex_iterator(clock.begin(), clock.end(), part);
         it != std::sregex_iterator(); ++it) {
      entry.clock[(*it)[1]] = std::stoi((*it)[2]);
    }
    std::getline(lines, entry.event);
    entries.push_back(entry);
  }
  return entries;
}

TEST(ShiVizTest, shivizLog_eachPeerCountsItsEvents) {
  std::map<std::string, std::map<std::string, int>> last;
  for (const Entry& entry : entriesOf(shivizLog(sampleTrace(), {}))) {
    auto& before = last[entry.host];
    EXPECT_EQ(before[entry.host] + 1, entry.clock.at(entry.host)) << entry.event;
    for (const auto& [host, count] : before) {
      const auto now = entry.clock.find(host);
      if (count > 0) {
        EXPECT_TRUE(now != entry.clock.end() && now->second >= count) << "clocks never go back";
      }
    }
    before = entry.clock;
  }
  EXPECT_EQ(3u, last.size());
}

TEST(ShiVizTest, shivizLog_aReceiptKnowsTheSendersEvents) {
  std::map<std::string, Entry> byEvent;
  for (const Entry& entry : entriesOf(shivizLog(sampleTrace(), {}))) byEvent[entry.event] = entry;
  const Entry& sent = byEvent.at("5 peer 2 sends s2 to peer 3: CREATE apple red");
  const Entry& received = byEvent.at("6 peer 3 receives s2 from peer 2: CREATE apple red");
  EXPECT_EQ(sent.clock.at("peer2"), received.clock.at("peer2"));
  EXPECT_EQ(0u, sent.clock.count("peer3"));
}

TEST(ShiVizTest, shivizLog_choosesTicksAndNetworks) {
  const Trace trace = sampleTrace();
  ShiVizChoice choice;
  choice.first = 5;
  choice.last = 5;
  EXPECT_EQ(3u, entriesOf(shivizLog(trace, choice)).size());
  EXPECT_EQ(std::string::npos, shivizLog(trace, {}).find("m1"));
  choice = {};
  choice.hasMembershipMessages = true;
  EXPECT_NE(std::string::npos, shivizLog(trace, choice).find("the network refuses m1"));
}

// A receipt of a message that was sent before the chosen ticks.
TEST(ShiVizTest, shivizLog_anUnknownSender) {
  ShiVizChoice choice;
  choice.first = choice.last = 6;
  const auto entries = entriesOf(shivizLog(sampleTrace(), choice));
  ASSERT_EQ(6u, entries.size());
  EXPECT_EQ(1u, entries[0].clock.size());
}

}  // namespace
}  // namespace report
