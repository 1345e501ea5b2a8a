// Tests of report/exports/Perfetto.h.
#include "report/exports/Perfetto.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/support/Json.h"
#include "tests/support/TraceText.h"

namespace report {
namespace {

using json_test::Json;

class PerfettoTest : public testing::Test {
 protected:
  std::vector<Json> eventsOf(const Trace& trace) {
    return json_test::readJson(perfettoJson(trace))["traceEvents"].array;
  }

  std::vector<Json> withPhase(const std::string& phase, const std::string& category = "") {
    std::vector<Json> found;
    for (const Json& event : events_) {
      if (event["ph"].string != phase) continue;
      if (category.empty() || event["cat"].string == category) found.push_back(event);
    }
    return found;
  }

  const Trace trace_ = sampleTrace();
  const std::vector<Json> events_ = eventsOf(trace_);
};

TEST_F(PerfettoTest, perfettoJson_saysWhichRunItIs) {
  const Json json = json_test::readJson(perfettoJson(trace_));
  EXPECT_EQ("ms", json["displayTimeUnit"].string);
  EXPECT_EQ("testcases/create.conf", json["otherData"]["conf"].string);
  EXPECT_EQ(7, json["otherData"]["seed"].number);
}

TEST_F(PerfettoTest, perfettoJson_aTrackForEachPeer) {
  std::set<std::string> names;
  for (const Json& event : withPhase("M")) {
    if (event["name"].string == "thread_name") names.insert(event["args"]["name"].string);
  }
  EXPECT_EQ((std::set<std::string>{"peer 1", "peer 2", "peer 3"}), names);
}

// Perfetto loses slices of a track that overlap and do not nest.
TEST_F(PerfettoTest, perfettoJson_slicesOfATrackNest) {
  std::map<double, std::vector<std::pair<double, double>>> tracks;
  for (const Json& slice : withPhase("X")) {
    const double begin = slice["ts"].number;
    tracks[slice["tid"].number].push_back({begin, begin + slice["dur"].number});
  }
  EXPECT_EQ(3u, tracks.size());
  for (const auto& [track, slices] : tracks) {
    for (const auto& a : slices) {
      for (const auto& b : slices) {
        const bool crosses = a.first < b.first && b.first < a.second && a.second < b.second;
        EXPECT_FALSE(crosses) << track << ": " << a.first << " " << b.first;
      }
    }
  }
}

TEST_F(PerfettoTest, perfettoJson_arrowsBeginAndEndInSlices) {
  const std::vector<Json> slices = withPhase("X");
  const auto isInSlice = [&](const Json& end) {
    for (const Json& slice : slices) {
      if (slice["tid"].number == end["tid"].number && slice["ts"].number == end["ts"].number) {
        return true;
      }
    }
    return false;
  };
  std::map<double, std::string> phases;
  for (const char* phase : {"s", "t", "f"}) {
    for (const Json& end : withPhase(phase)) {
      EXPECT_TRUE(isInSlice(end));
      EXPECT_EQ(std::string(phase) != "s", end.has("bp"));
      phases[end["id"].number] += phase;
    }
  }
  // Five messages arrive, the last one twice; one is lost, one refused.
  ASSERT_EQ(6u, phases.size());
  EXPECT_EQ("stf", phases.rbegin()->second);
  phases.erase(phases.rbegin()->first);
  for (const auto& [id, text] : phases) EXPECT_EQ("sf", text) << id;
}

TEST_F(PerfettoTest, perfettoJson_operationsAreAsynchronousSlices) {
  const std::vector<Json> begins = withPhase("b", "operation");
  const std::vector<Json> ends = withPhase("e", "operation");
  ASSERT_EQ(2u, begins.size());
  ASSERT_EQ(2u, ends.size());
  EXPECT_EQ(3u, withPhase("n", "operation").size());
  EXPECT_EQ("create apple = red", begins[0]["name"].string);
  EXPECT_EQ("ok", begins[0]["args"]["outcome"].string);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(begins[i]["id"].number, ends[i]["id"].number);
    EXPECT_EQ(1, begins[i]["tid"].number);
    EXPECT_LT(begins[i]["ts"].number, ends[i]["ts"].number);
  }
  EXPECT_EQ(5, static_cast<int>(begins[0]["ts"].number / 1000)) << "a tick takes a millisecond";
}

TEST_F(PerfettoTest, perfettoJson_faultsBeginAndEnd) {
  ASSERT_EQ(1u, withPhase("b", "fault").size());
  ASSERT_EQ(1u, withPhase("e", "fault").size());
  const Trace trace =
      traceOf(traceHeader() + "t 1\nfault+ drop a\nfault+ drop a\nfault- drop b\nfault- drop a\n" +
              traceEnd(9));
  std::string phases;
  double last = 0;
  for (const Json& event : eventsOf(trace)) {
    if (!event.has("cat")) continue;
    phases += event["ph"].string;
    last = event["ts"].number;
  }
  EXPECT_EQ("bbee", phases);
  EXPECT_EQ(9000, last) << "what does not end lasts to the end of the run";
}

TEST_F(PerfettoTest, perfettoJson_hostileTextsAreStrings) {
  const Trace trace = traceOf(traceHeader() +
                              "key 1 \"\\\"}\\\\\\x00\\xff</script>\"\nname \"\\\"\\x01\"\ntext "
                              "\"\\\"],\\x07\"\nt 1\nturn 1 0\ncall 1 1 0 read 0 \"\"\ns s1 1 "
                              "2 5 0\nnote 1 \"\\\"\\x0a\"\ndone\nop 1 1 -1 unknown \"\"\n" +
                              traceEnd());
  EXPECT_GT(eventsOf(trace).size(), 10u);
}

}  // namespace
}  // namespace report
