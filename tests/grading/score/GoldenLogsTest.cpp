// Scores the logs of real runs in tests/golden and compares every test's points, and the totals,
// with what the course's own scripts gave.

#include <gtest/gtest.h>
#include <stdio.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "grading/logs/CourseRule.h"
#include "grading/score/Scorer.h"
#include "tests/support/GradingTestLogs.h"

#ifndef TEST_SOURCE_DIR
#define TEST_SOURCE_DIR "."
#endif

namespace grading {
namespace {

const std::string kGolden = std::string(TEST_SOURCE_DIR) + "/tests/golden/";

// The text of a gzipped log; a failure of the test if it cannot be unpacked.
std::string unpack(const std::string& path) {
  std::string text;
  FILE* const pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
  if (pipe == nullptr) {
    ADD_FAILURE() << "cannot start gzip for " << path;
    return text;
  }
  char buffer[1 << 16];
  for (size_t got; (got = fread(buffer, 1, sizeof(buffer), pipe)) > 0;) text.append(buffer, got);
  EXPECT_EQ(pclose(pipe), 0) << path;
  return text;
}

std::vector<std::string> splitAtTabs(const std::string& line) {
  std::vector<std::string> parts;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, '\t');) parts.push_back(part);
  return parts;
}

// `kv-05 update4`, and what is said of the course's rule there.
using Differences = std::map<std::string, std::string>;

// Compares all the cases of a part (`kv`, `membership`). Returns how many there are, and adds where
// a fair reading gives other points.
template <typename Scenarios>
int compareCases(const std::string& part, const Scenarios& scenarios, Differences* differences) {
  std::ifstream expected(kGolden + part + "/expected.tsv");
  EXPECT_TRUE(expected) << kGolden << part;
  std::string line;
  std::getline(expected, line);
  const std::vector<std::string> columns = splitAtTabs(line);
  int cases = 0;
  for (; std::getline(expected, line); ++cases) {
    const std::vector<std::string> values = splitAtTabs(line);
    std::vector<ScenarioScore> scores;
    std::map<std::string, int> points;
    for (Scenario scenario : scenarios) {
      const std::string log =
          unpack(kGolden + part + "/" + values[0] + "/" + logFileName(scenario) + ".gz");
      scores.push_back(score(scenario, log));
      for (const TestScore& test : scores.back().tests) {
        points[test.name] = test.points;
        EXPECT_TRUE(gradingtest::isReasonSound(test)) << values[0] << ": " << test.reason;
        const size_t index = static_cast<size_t>(&test - scores.back().tests.data());
        const std::string difference = courseRuleDifference(scenario, log, index);
        if (!difference.empty()) (*differences)[values[0] + " " + test.name] = difference;
      }
    }
    points["total"] = totalPoints(scores);
    EXPECT_EQ(points.size() + 1, columns.size());
    for (size_t i = 1; i < columns.size(); ++i) {
      EXPECT_EQ(std::to_string(points[columns[i]]), values[i]) << values[0] << " " << columns[i];
    }
  }
  return cases;
}

std::string beginsOf(const Differences& differences) {
  std::string text;
  for (const auto& [where, difference] : differences) {
    text += where + ": " +
            difference.substr(0, std::min(difference.find(" here"), difference.find(" (last"))) +
            "\n";
  }
  return text;
}

TEST(GoldenLogsTest, score_keyValueLogsAsTheCourse) {
  Differences differences;
  EXPECT_EQ(compareCases("kv", kKeyValueScenarios, &differences), 22);
  // In all other tests a fair reading agrees.
  EXPECT_EQ(
      "kv-05 update4: a fair reading gives 6 of 6\n"
      "kv-10 update1: the run ended early\n"
      "kv-10 update2: the run ended early\n"
      "kv-10 update3a: the run ended early\n"
      "kv-10 update5: the run ended early\n"
      "kv-13 update4: a fair reading gives 6 of 6\n"
      "kv-16 read4: a fair reading gives 6 of 6\n"
      "kv-16 update4: a fair reading gives 6 of 6\n",
      beginsOf(differences));
  EXPECT_NE(std::string::npos,
            differences["kv-05 update4"].find("logged late (coordinator 8:0 at 291)"));
}

TEST(GoldenLogsTest, score_membershipLogsAsTheCourse) {
  Differences differences;
  EXPECT_EQ(compareCases("membership", kMembershipScenarios, &differences), 13);
  EXPECT_EQ(
      "mp1-02 drop.completeness: a fair reading gives 0 of 15\n"
      "mp1-05 drop.completeness: a fair reading gives 0 of 15\n"
      "mp1-10 multi.accuracy: a fair reading gives 0 of 10\n",
      beginsOf(differences));
  EXPECT_NE(std::string::npos,
            differences["mp1-02 drop.completeness"].find("10:0 never removes 5:0"));
}

TEST(GoldenLogsTest, score_anyPrefixOfARealLogGetsAScore) {
  const std::string text = unpack(kGolden + "kv/kv-19/read.dbg.log.gz");
  for (size_t size = 0; size < text.size(); size += 997) {
    const ScenarioScore result = score(Scenario::Read, std::string_view(text).substr(0, size));
    for (const TestScore& test : result.tests) EXPECT_TRUE(gradingtest::isReasonSound(test));
  }
}

}  // namespace
}  // namespace grading
