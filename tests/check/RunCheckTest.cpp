// Tests of check/RunCheck.h: whole runs, checked as --check does it.
#include "check/RunCheck.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "lab/ScheduleText.h"
#include "tests/support/LoggedRun.h"

namespace check {
namespace {

using sim::EventKind;
using Kind = sim::Operation;

// The verdict of a run of these settings.
Verdict verdictOf(const Params& params, const lab::Schedule* schedule = nullptr) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  std::ostringstream unseen;
  RunCheck check(*levelNamed(params.DEMAND));
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
  outputs.check = &check;
  const RunResult result =
      schedule == nullptr ? simulate(params, outputs) : simulate(params, *schedule, outputs);
  EXPECT_TRUE(result.finished) << result.failure;
  return check.verdict();
}

// The verdict of a run of chaos.conf's settings with this schedule instead of its own.
Verdict verdictOfSchedule(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const Params params = paramsOf("chaos", 1, overrides);
  std::vector<std::string> errors;
  const lab::Schedule schedule = lab::readScheduleText(text, "schedule", 5, &errors);
  EXPECT_TRUE(errors.empty()) << errors.front();
  return verdictOf(params, &schedule);
}

std::string textOf(const Verdict& verdict) {
  std::ostringstream out;
  verdict.print(out);
  return out.str();
}

// ---- Real runs.

TEST(RunCheckTest, ok_drawnFaults) {
  for (unsigned long long seed = 1; seed <= 3; ++seed) {
    const Verdict verdict = verdictOf(paramsOf("chaos", seed));
    EXPECT_EQ(Verdict::Ok, verdict.kind) << seed << ": " << textOf(verdict);
  }
}

// Each of these broke an earlier version of our store, or breaks a wrong one; the file says how.
TEST(RunCheckTest, ok_whatOnceBroke) {
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(TEST_SOURCE_DIR) + "/tests/faults")) {
    const std::string path = entry.path().string();
    const Verdict verdict = verdictOf(paramsOf("outside", 1, {"FAULTS=" + path}));
    EXPECT_EQ(Verdict::Ok, verdict.kind) << path << ": " << textOf(verdict);
    ++files;
  }
  EXPECT_LE(3, files);
}

// Calls without clients' sessions, failures of the framework's own, or no calls at all.
TEST(RunCheckTest, ok_theCoursesRuns) {
  for (const char* conf : {"create", "read", "update", "delete", "singlefailure", "multifailure",
                           "msgdropsinglefailure"}) {
    const Verdict verdict = verdictOf(paramsOf(conf, 1));
    EXPECT_EQ(Verdict::Ok, verdict.kind) << conf << ": " << textOf(verdict);
  }
}

TEST(RunCheckTest, ok_membershipAlone) {
  const Verdict verdict = verdictOfSchedule(
      "peers 5\n"
      "at 120 crash 2\n"
      "at 200 restart 2\n"
      "at 210 leave 4\n");
  EXPECT_EQ(Verdict::Ok, verdict.kind) << textOf(verdict);
}

// Both sides of the partition take the other for dead and go on. The last read sees what the one
// before it missed.
constexpr char kSplit[] =
    "peers 5\n"
    "from 200 to 320 partition 1,2 | 3,4,5\n"
    "at 120 client 1 on 1 create key old\n"
    "at 202 client 3 on 1 read key\n"
    "at 270 client 1 on 1 update key new\n"
    "at 300 client 2 on 3 read key\n"
    "at 400 client 2 on 3 read key\n";

TEST(RunCheckTest, violated_aLongPartition) {
  const Verdict verdict = verdictOfSchedule(kSplit);
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ("regular", verdict.check);
  EXPECT_EQ(1, verdict.exitCode());
}

TEST(RunCheckTest, ok_whatIsBrokenIsNotDemanded) {
  const Verdict verdict = verdictOfSchedule(kSplit, {"DEMAND=read-your-writes"});
  EXPECT_EQ(Verdict::Ok, verdict.kind) << textOf(verdict);
}

// By tick 290 both sides have removed each other: no message is sent that the partition could stop,
// and the update fails all the same.
TEST(RunCheckTest, ok_callsThatFailBehindAPartitionAreTouched) {
  for (const char* calls :
       {"at 290 client 1 on 1 update key new\n", "at 322 client 1 on 1 update key new\n"}) {
    const Verdict verdict = verdictOfSchedule(std::string("peers 5\n"
                                                          "from 200 to 320 partition 1,2 | 3,4,5\n"
                                                          "at 120 client 1 on 1 create key old\n") +
                                              calls);
    EXPECT_EQ(Verdict::Ok, verdict.kind) << calls << textOf(verdict);
  }
}

TEST(RunCheckTest, inconclusive_theStoreStartsAfterAllCreates) {
  const Verdict verdict =
      verdictOf(paramsOf("chaos", 7, {"STEP_RATE=60", "MIN_NNB=9", "FAULTS=none"}));
  EXPECT_EQ(Verdict::Inconclusive, verdict.kind) << textOf(verdict);
  EXPECT_EQ("calls", verdict.check);
  EXPECT_NE(std::string::npos, textOf(verdict).find("the store started at tick 531"));
}

TEST(RunCheckTest, inconclusive_theStoreNeverStarts) {
  const Verdict verdict =
      verdictOf(paramsOf("chaos", 7, {"STEP_RATE=100", "MIN_NNB=9", "FAULTS=none"}));
  EXPECT_EQ(Verdict::Inconclusive, verdict.kind) << textOf(verdict);
  EXPECT_EQ("calls", verdict.check);
  EXPECT_NE(std::string::npos, textOf(verdict).find("did not start before the run ended"));
}

TEST(RunCheckTest, inconclusive_noCallCreatesAKey) {
  const Verdict verdict = verdictOfSchedule(
      "peers 5\n"
      "at 200 client 1 on 1 read key\n");
  EXPECT_EQ(Verdict::Inconclusive, verdict.kind) << textOf(verdict);
  EXPECT_EQ("calls", verdict.check);
}

TEST(RunCheckTest, inconclusive_noCallMetAFault) {
  const Verdict verdict = verdictOfSchedule(
      "peers 5\n"
      "from 130 to 135 drop 0.5\n"
      "at 200 client 1 on 1 create key value\n");
  EXPECT_EQ(Verdict::Inconclusive, verdict.kind);
  EXPECT_EQ("exposure", verdict.check);
  EXPECT_EQ(3, verdict.exitCode());
}

// ---- Broken stores, told by hand: one peer, which holds the key.

class StoryTest : public ::testing::Test {
 protected:
  StoryTest() {
    check.follow(&events, kQuorumDesign);
    tell(EventKind::NodeStarted, Kind::Create, "");
  }

  // A call, and what it comes to, a tick each.
  void call(Kind kind, const std::string& value, const std::string& result) {
    tell(EventKind::OperationInvoked, kind, value);
    tell(EventKind::OperationFinished, kind, result);
  }

  void tell(EventKind kind, Kind operation, const std::string& value) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick++;
    event.node = {1, 0};
    event.client = 1;
    event.operation = operation;
    event.success = success;
    event.key = "key";
    event.value = value;
    events.emit(event);
  }

  const Verdict& conclude(const std::string& held) {
    check.conclude(tick, {{1, {Table{{"key", held}}}}});
    return check.verdict();
  }

  sim::EventStream events;
  RunCheck check{Level::Linearizable};
  sim::Tick tick = 0;
  bool success = true;
};

TEST_F(StoryTest, ok_nothingBroken) {
  call(Kind::Create, "a", "a");
  call(Kind::Read, "", "a");
  const Verdict& verdict = conclude("a");
  EXPECT_EQ(Verdict::Ok, verdict.kind) << textOf(verdict);
  std::ostringstream report;
  check.print(report);
  EXPECT_NE(std::string::npos, report.str().find("OK")) << report.str();
}

TEST_F(StoryTest, violated_aStaleRead) {
  call(Kind::Create, "a", "a");
  call(Kind::Update, "b", "b");
  call(Kind::Read, "", "a");
  call(Kind::Read, "", "b");
  const Verdict& verdict = conclude("b");
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ("read-your-writes", verdict.check);
  std::ostringstream report;
  check.print(report);
  EXPECT_NE(std::string::npos, report.str().find("VIOLATED: read-your-writes")) << report.str();
}

TEST_F(StoryTest, violated_aLostWrite) {
  call(Kind::Create, "a", "a");
  call(Kind::Update, "b", "b");
  call(Kind::Read, "", "a");
  EXPECT_EQ("durable", conclude("a").check);
}

TEST_F(StoryTest, violated_aCallWithoutALine) {
  tell(EventKind::OperationInvoked, Kind::Create, "a");
  const Verdict& verdict = conclude("a");
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ("one line for each call", verdict.check);
}

TEST_F(StoryTest, violated_aKeyThatIsLeftOver) {
  call(Kind::Create, "a", "a");
  call(Kind::Delete, "", "");
  tick += 300;
  const Verdict& verdict = conclude("a");
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ("replicas", verdict.check);
}

// A store may need its time until nothing is left of a deleted key.
TEST_F(StoryTest, ok_aTombstoneOfLate) {
  call(Kind::Create, "a", "a");
  call(Kind::Delete, "", "");
  tick += 100;
  const Verdict& verdict = conclude("a");
  EXPECT_EQ(Verdict::Ok, verdict.kind) << textOf(verdict);
}

TEST_F(StoryTest, violated_noCallSucceeds) {
  success = false;
  call(Kind::Create, "a", "a");
  call(Kind::Read, "", "");
  check.conclude(tick, {{1, {}}});
  EXPECT_EQ(Verdict::Violated, check.verdict().kind);
  EXPECT_EQ("available", check.verdict().check);
}

// The key is there and the faults are long over: a read that fails has no excuse.
TEST_F(StoryTest, violated_aReadFailsInTheEnd) {
  call(Kind::Create, "a", "a");
  const Stores stores = {
      {1, {Table{{"key", "a"}}}}, {2, {Table{{"key", "a"}}}}, {3, {Table{{"key", "a"}}}}};
  check.settle(tick, stores);
  success = false;
  call(Kind::Read, "", "");
  check.conclude(tick, stores);
  EXPECT_EQ(Verdict::Violated, check.verdict().kind);
  EXPECT_EQ("available", check.verdict().check) << textOf(check.verdict());
}

// What the clients' last reads repair was out of place all the same.
TEST_F(StoryTest, violated_aCopyIsMissingBeforeTheLastReads) {
  call(Kind::Create, "a", "a");
  check.settle(tick, {{1, {}}});
  EXPECT_EQ("replicas", conclude("a").check);
}

}  // namespace
}  // namespace check
