// Tests of report/SweepData.h.
#include "report/SweepData.h"

#include <gtest/gtest.h>

#include "tests/support/Json.h"

namespace report {
namespace {

using json_test::Json;

SweepHead headOf(uint64_t firstSeed = 1) {
  SweepHead head;
  head.conf = "a.conf";
  head.firstSeed = firstSeed;
  head.planned = 10;
  head.isChecked = true;
  head.command = "./Application a.conf --seeds 1..10 --check";
  head.replayBefore = "./Application a.conf --seed ";
  head.replayAfter = " --check";
  head.sources = {{"nodes", "of <b>somebody</b>"}};
  return head;
}

Json read(const SweepData& data) {
  return json_test::JsonReader(data.json("00000000000000ff")).readAll();
}

TEST(SweepDataTest, json_theSweepItself) {
  const Json json = read(SweepData(headOf(UINT64_MAX - 20)));
  EXPECT_EQ("a.conf", json["conf"].string);
  EXPECT_EQ("18446744073709551595", json["first"].string) << "all digits";
  EXPECT_EQ("10", json["planned"].string);
  EXPECT_TRUE(json["checked"].boolean);
  EXPECT_EQ("00000000000000ff", json["digest"].string);
  EXPECT_EQ("of <b>somebody</b>", json["sources"]["nodes"].string);
  EXPECT_EQ(" --check", json["replay"].array.at(1).string);
  EXPECT_EQ("", json["outcomes"].string);
}

TEST(SweepDataTest, json_outcomesReasonsAndSentences) {
  SweepData data(headOf());
  data.add({});
  data.add({SeedOutcome::Violated, "durable: stale read", "peer 2 read \"old\"\n\xff", "ab", {}});
  data.add({SeedOutcome::Inconclusive, "exposure", "no operation was touched", "cd", {}});
  data.add({SeedOutcome::Violated, "durable: stale read", "peer 3", "ef", {}});
  data.add({SeedOutcome::EndedEarly, "signal 11", "crashed", "", {}});
  data.add({SeedOutcome::PointsLost, "TEST 2", "31 of 40 points", "01", {}});
  data.add({SeedOutcome::Stopped, "the nodes do nothing", "nothing", "02", {}});
  const Json json = read(data);
  EXPECT_EQ(".viveps", json["outcomes"].string);
  const auto& reasons = json["reasons"].array;
  ASSERT_EQ(5u, reasons.size());
  EXPECT_EQ("durable: stale read", reasons[0]["text"].string);
  EXPECT_EQ(2, reasons[0]["count"].number);
  const auto& notFine = json["notFine"].array;
  ASSERT_EQ(6u, notFine.size());
  EXPECT_EQ("peer 2 read \"old\"\n\xEF\xBF\xBD", notFine[0]["sentence"].string);
  EXPECT_EQ(3, notFine[2]["seed"].number);
  EXPECT_EQ(0, notFine[2]["reason"].number);
  EXPECT_EQ("ef", notFine[2]["digest"].string);
}

TEST(SweepDataTest, json_metricsByName) {
  SweepData data(headOf());
  data.add({SeedOutcome::Fine, "", "", "", {{"a", 3}, {"b", 0.126}}});
  data.add({SeedOutcome::EndedEarly, "signal 6", "crashed", "", {}});
  data.add({SeedOutcome::Fine, "", "", "", {{"b", 1e15}, {"c", -1}}});
  const Json metrics = read(data)["metrics"];
  EXPECT_EQ("a b c", metrics.names());
  ASSERT_EQ(3u, metrics["a"].array.size());
  EXPECT_EQ(3, metrics["a"].array[0].number);
  EXPECT_EQ(Json::Null, metrics["a"].array[1].kind);
  EXPECT_EQ(0.13, metrics["b"].array[0].number);
  EXPECT_EQ(1e15, metrics["b"].array[2].number);
  EXPECT_EQ(-1, metrics["c"].array[2].number);
}

TEST(SweepDataTest, json_limits) {
  SweepData data(headOf());
  for (size_t i = 0; i < kMostSentences + 5; ++i) {
    data.add({SeedOutcome::Violated, "reason " + std::to_string(i / 2), "s", "", {}});
  }
  data.add({SeedOutcome::Violated, "reason 0", "s", "", {}});
  for (size_t i = 0; i < kMostMetrics + 5; ++i) {
    data.add({SeedOutcome::Fine, "", "", "", {{"m" + std::to_string(i), 1}}});
  }
  const Json json = read(data);
  EXPECT_EQ(kMostSentences, json["notFine"].array.size());
  EXPECT_EQ(kMostSentences / 2, json["reasons"].array.size());
  EXPECT_EQ(3, json["reasons"].array[0]["count"].number);
  EXPECT_EQ(6, json["sentencesLeftOut"].number);
  EXPECT_EQ(5, json["reasonsLeftOut"].number);
  EXPECT_EQ(kMostMetrics, json["metrics"].object.size());
}

TEST(SweepDataTest, json_isTheSameEachTime) {
  const auto make = [] {
    SweepData data(headOf());
    data.add({SeedOutcome::Fine, "", "", "", {{"b", 1}, {"a", 2}}});
    data.add({SeedOutcome::Violated, "r", "s", "d", {{"a", 2}}});
    return data.json("00");
  };
  EXPECT_EQ(make(), make());
}

}  // namespace
}  // namespace report
