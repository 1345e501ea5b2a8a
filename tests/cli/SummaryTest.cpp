// Tests of cli/Summary.h.
#include "cli/Summary.h"

#include <gtest/gtest.h>

#include <sstream>

namespace cli {
namespace {

std::string summaryOf(const RunResult& result) {
  std::ostringstream out;
  printSummary(result, Params(), out);
  return out.str();
}

RunResult resultOf(const check::MembershipQuality& quality) {
  RunResult result;
  result.membership = quality;
  return result;
}

// The line about the membership.
std::string membershipLine(const check::MembershipQuality& quality) {
  const std::string text = summaryOf(resultOf(quality));
  const size_t begin = text.find("completeness");
  return begin == std::string::npos ? text : text.substr(begin, text.find('\n', begin) - begin);
}

TEST(SummaryTest, printSummary_membershipWithoutFault) {
  EXPECT_EQ(
      "completeness 100 % (36 of 36 removals were made), accuracy 100 % (no live peer was "
      "removed); 30 of 30 pairs of live peers list each other",
      membershipLine({36, 36, 36, 0, 30, 30}));
  EXPECT_EQ(
      "completeness 100 % (no removal was due), accuracy 100 % (no live peer was removed); "
      "90 of 90 pairs of live peers list each other",
      membershipLine({0, 0, 0, 0, 90, 90}));
}

TEST(SummaryTest, printSummary_membershipWithFaults) {
  EXPECT_EQ(
      "completeness 97.22 % (35 of 36 removals were made), accuracy 94.59 % (2 of 37 removals "
      "were of a live peer); 29 of 30 pairs of live peers list each other",
      membershipLine({36, 35, 37, 2, 30, 29}));
}

// Whoever reads "100 %" takes it at its word.
TEST(SummaryTest, printSummary_percentagesAreRoundedDown) {
  EXPECT_NE(std::string::npos, membershipLine({1000000, 999999, 1, 1, 0, 0})
                                   .find("completeness 99.99 % (999999 of 1000000"));
  EXPECT_NE(std::string::npos,
            membershipLine({10000, 501, 0, 0, 0, 0}).find("completeness 5.01 %"));
  EXPECT_NE(std::string::npos, membershipLine({1, 0, 1, 1, 0, 0}).find("accuracy 0.00 %"));
}

TEST(SummaryTest, printSummary_linesLeftOut) {
  RunResult result;
  EXPECT_EQ(std::string::npos, summaryOf(result).find("LOG_MEMBERSHIP"));
  result.linesLeftOut = 109;
  EXPECT_NE(std::string::npos, summaryOf(result).find("109 of these lines are not in dbg.log: "
                                                      "--set LOG_MEMBERSHIP=all writes them\n"));
}

TEST(SummaryTest, printSummary_oneOfEach) {
  RunResult result = resultOf({1, 1, 1, 0, 1, 1});
  result.peers = result.ticks = 1;
  result.calls.notMade = result.calls.planned = 1;
  result.linesLeftOut = 1;
  result.tally.peersStarted = result.tally.membersAdded = result.tally.membersRemoved = 1;
  result.tally.messagesSent = 1;
  result.tally.operations[1].invoked = 1;
  const std::string text = summaryOf(result);
  for (const char* part :
       {"1 of 1 peer started, 0 failed; 1 joined line, 1 removed line\n",
        "1 of these lines is not in dbg.log", "(1 of 1 removal was made)", "1 message sent, ",
        "1 read: 0 succeeded", "1 of 1 call was not made: no peer could serve it in time\n",
        "1 tick, seed "}) {
    EXPECT_NE(std::string::npos, text.find(part)) << part << "\n" << text;
  }
}

TEST(SummaryTest, printSummary_whatOfAFileDidNothing) {
  RunResult result;
  result.faultsSkipped = 1;
  EXPECT_NE(std::string::npos, summaryOf(result).find("1 fault of the schedule did nothing"));
  result.ineffectiveEvents = {{4, "`at 180 restart 2` did nothing: peer 2 was not down"}};
  Params params;
  params.FAULTS = "s.faults";
  std::ostringstream out;
  printSummary(result, params, out);
  EXPECT_NE(std::string::npos,
            out.str().find("s.faults:4: `at 180 restart 2` did nothing: peer 2 was not down\n"));
  EXPECT_EQ(std::string::npos, out.str().find("of the schedule did nothing"));
}

TEST(SummaryTest, printSummary_aLateStart) {
  RunResult result;
  EXPECT_EQ(std::string::npos, summaryOf(result).find("late"));
  result.scheduleStartedAt = 272;
  EXPECT_NE(std::string::npos,
            summaryOf(result).find("tick 0 of the test's schedule was tick 272"));
}

TEST(SummaryTest, printSummary_lateCalls) {
  RunResult result;
  result.calls = {
      .planned = 5, .notMade = 2, .late = 3, .mostLate = 31, .firstDue = 100, .possibleFrom = 90};
  EXPECT_EQ(std::string::npos, summaryOf(result).find("later")) << "clients wait for answers";
  EXPECT_NE(std::string::npos, summaryOf(result).find("2 of 5 calls were not made"));
  result.calls.possibleFrom = 131;
  EXPECT_NE(std::string::npos,
            summaryOf(result).find("the first call was due at tick 100; the store started later, "
                                   "at tick 131\n3 calls were made later than the schedule says, "
                                   "by up to 31 ticks\n"));
  result.calls.possibleFrom = -1;
  EXPECT_NE(std::string::npos,
            summaryOf(result).find("the store did not start before the run ended\n"));
}

TEST(SummaryTest, printCost_text) {
  std::ostringstream out;
  printCost(2.345, 209.6, out);
  printCost(0, 5, out);
  printCost(12345.6, 6000, out);
  EXPECT_EQ(
      "took 2.3 s, 210 MB at most\ntook 0.0 s, 5 MB at most\ntook 12345.6 s, 6000 MB at most\n",
      out.str());
}

}  // namespace
}  // namespace cli
