// Whole runs: what must hold for every group size, seed, loss and delay.
#include "Simulation.h"

#include <map>
#include <set>

#include "Laboratory.h"
#include "grading/score/Scorer.h"
#include "host/EarlyEnd.h"
#include "host/JobPool.h"
#include "lab/ScheduleText.h"
#include "sim/DbgLog.h"
#include "sim/Digest.h"
#include "tests/support/LoggedRun.h"
#include "tests/support/TempFile.h"

namespace {

using Strings = std::vector<std::string>;

const Strings kCrudConfs = {"create", "read", "update", "delete"};
const Strings kLossFromStartToEnd = {"DROP_MSG=1", "MSG_DROP_PROB=0.3", "DROP_START=0",
                                     "DROP_STOP=1000000"};

// What every key-value run owes, with loss or without.
void expectOneAnswerEach(const LoggedRun& run) {
  EXPECT_EQ(0, run.result.tally.unansweredOperations());
  EXPECT_EQ(0, run.result.tally.surplusAnswers());
  // The same from the text of the log.
  std::map<std::string, int> open;
  for (const LogEntry& entry : run.entries) {
    if (entry.has(" OPERATION ")) {
      ++open[entry.address + ' ' + entry.after("KEY: ")];
    } else if (entry.startsWith("coordinator: ")) {
      --open[entry.address + ' ' + entry.after("key=")];
    }
  }
  for (const auto& entry : open) EXPECT_EQ(0, entry.second) << entry.first;
}

void expectNobodyLiveRemoved(const LoggedRun& run) {
  const Strings failed = run.failedPeers();
  for (const LogEntry& entry : run.entriesFrom("Node ")) {
    if (!entry.has(" removed at time ")) continue;
    EXPECT_EQ(1, std::count(failed.begin(), failed.end(), entry.after("Node ")))
        << entry.address << ": " << entry.text;
  }
}

// ---- Full marks.

TEST(SimulationTest, simulate_fullMarksInAllScenarios) {
  const auto check = [](grading::Scenario scenario) {
    for (unsigned long long seed = 1; seed <= 6; ++seed) {
      const LoggedRun run(paramsOf(std::string(grading::scenarioName(scenario)), seed));
      const grading::ScenarioScore score = grading::score(scenario, run.dbgLog());
      for (const grading::TestScore& test : score.tests) {
        EXPECT_EQ(test.maxPoints, test.points)
            << test.name << ", seed " << seed << ": " << test.reason;
      }
      EXPECT_TRUE(run.result.finished);
      expectOneAnswerEach(run);
      expectNobodyLiveRemoved(run);
    }
  };
  for (grading::Scenario scenario : grading::kScenarios) check(scenario);
}

// ---- Group sizes.

class GroupSizeTest : public ::testing::TestWithParam<size_t> {};

TEST_P(GroupSizeTest, simulate_allJoinAndEveryCreateIsStored) {
  const size_t size = GetParam();
  const LoggedRun run(paramsOf("create", 1, {"MAX_NNB=" + std::to_string(size)}));
  EXPECT_TRUE(run.result.finished);
  EXPECT_EQ(size * (size - 1), run.joinedPairs());
  expectOneAnswerEach(run);
  expectNobodyLiveRemoved(run);

  const size_t copies = std::min<size_t>(3, size);
  const auto creates = run.entriesFrom("CREATE OPERATION ");
  EXPECT_EQ(100u, creates.size());
  for (const LogEntry& create : creates) {
    std::set<std::string> servers;
    const std::string key = "key=" + create.after("KEY: ") + ",";
    const auto lines = run.select([&](const LogEntry& entry) {
      return entry.startsWith("server: create success ") && entry.has(key);
    });
    for (const LogEntry& line : lines) servers.insert(line.address);
    EXPECT_EQ(copies, servers.size()) << create.text;
    EXPECT_EQ(copies, lines.size()) << create.text;
  }
  // A group of two is not a quorum of three, but all there is.
  EXPECT_EQ(100, run.result.tally.of(sim::Operation::Create).succeeded);
}

TEST_P(GroupSizeTest, simulate_deletes) {
  const LoggedRun run(paramsOf("delete", 1, {"MAX_NNB=" + std::to_string(GetParam())}));
  EXPECT_TRUE(run.result.finished);
  expectOneAnswerEach(run);
  EXPECT_EQ(50, run.result.tally.of(sim::Operation::Delete).succeeded);
  EXPECT_EQ(1, run.result.tally.of(sim::Operation::Delete).failed);
}

// Up to three peers, the schedule cannot be carried out, but what was called has its answer.
TEST_P(GroupSizeTest, simulate_readsAndUpdates) {
  for (const char* conf : {"read", "update"}) {
    const LoggedRun run(paramsOf(conf, 1, {"MAX_NNB=" + std::to_string(GetParam())}));
    EXPECT_EQ(GetParam() > 3, run.result.finished) << conf;
    if (run.result.finished) expectOneAnswerEach(run);
    EXPECT_EQ(0, run.result.tally.surplusAnswers());
    expectNobodyLiveRemoved(run);
  }
}

TEST_P(GroupSizeTest, simulate_membershipAlone) {
  const size_t size = GetParam();
  const std::string line = "MAX_NNB=" + std::to_string(size);
  for (const char* conf : {"singlefailure", "multifailure"}) {
    const LoggedRun run(paramsOf(conf, 1, {line}));
    EXPECT_TRUE(run.result.finished);
    EXPECT_EQ(size * (size - 1), run.joinedPairs()) << conf;
    expectNobodyLiveRemoved(run);
    const Strings failed = run.failedPeers();
    std::set<std::pair<std::string, std::string>> removals;
    for (const LogEntry& entry : run.entriesFrom("Node ")) {
      if (entry.has(" removed at ")) removals.insert({entry.address, entry.after("Node ")});
    }
    EXPECT_EQ(failed.size() * (size - failed.size()), removals.size())
        << conf << ": every survivor removes every peer that failed";
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, GroupSizeTest,
                         ::testing::Values(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 34, 64));

// ---- The same seed, the same run.

// The dbg.log and the digest of a run in a process of its own: what a node keeps in globals (the
// count of transactions) starts anew with the process.
Strings runsInOwnProcesses(const std::vector<Params>& settings) {
  Strings outputs;
  std::string error;
  const bool able = host::runJobs(
      0, settings.size() - 1, 2,
      [&](uint64_t job, int descriptor) {
        const LoggedRun run(settings[job]);
        const std::string all = run.dbgLog() + run.statsLog() + run.msgCount() + run.printed() +
                                sim::digestText(run.result.digest);
        for (size_t done = 0; done < all.size();) {
          const ssize_t size = ::write(descriptor, all.data() + done, all.size() - done);
          if (size < 0) return 1;
          done += static_cast<size_t>(size);
        }
        return 0;
      },
      [&](uint64_t, const host::JobOutcome& outcome) { outputs.push_back(outcome.output); },
      &error);
  EXPECT_TRUE(able) << error;
  return outputs;
}

std::string digestOf(const std::string& output) { return output.substr(output.size() - 16); }

TEST(SimulationTest, simulate_equalParamsGiveEqualBytes) {
  const Strings shuffled = {"RECV_ORDER=shuffled", "MSG_DELAY_MAX=3"};
  for (const char* conf : {"read", "delete", "msgdropsinglefailure", "lossy", "delayed"}) {
    for (const Strings& overrides : {Strings(), shuffled}) {
      const Params params = paramsOf(conf, 7, overrides);
      const Strings outputs = runsInOwnProcesses({params, params});
      ASSERT_EQ(2u, outputs.size());
      EXPECT_EQ(outputs[0], outputs[1]) << conf;
      EXPECT_LT(1000u, outputs[0].size());
    }
  }
}

TEST(SimulationTest, simulate_eachSeedHasItsDigest) {
  std::vector<Params> settings;
  for (unsigned long long seed : {0ull, 1ull, 2ull, 3ull, 1ull << 40, ~0ull}) {
    settings.push_back(paramsOf("update", seed));
  }
  std::set<std::string> digests;
  for (const std::string& output : runsInOwnProcesses(settings)) digests.insert(digestOf(output));
  EXPECT_EQ(settings.size(), digests.size());
}

// The digest covers what no log shows: one message more or less, or at another tick.
TEST(SimulationTest, simulate_digestSeesTheNetwork) {
  const Strings outputs =
      runsInOwnProcesses({paramsOf("create", 1), paramsOf("create", 1, {"RECV_ORDER=oldest"}),
                          paramsOf("create", 1, {"MSG_DELAY_MIN=2", "MSG_DELAY_MAX=2"})});
  ASSERT_EQ(3u, outputs.size());
  EXPECT_NE(digestOf(outputs[0]), digestOf(outputs[1]));
  EXPECT_NE(digestOf(outputs[0]), digestOf(outputs[2]));
}

// Keys, clients and failures are the course's stream: what the network does shifts none of them.
TEST(SimulationTest, simulate_networkSettingsDoNotShiftTheCourse) {
  const auto calls = [](const Strings& overrides) {
    Strings texts;
    const LoggedRun run(paramsOf("create", 5, overrides));
    for (const LogEntry& entry : run.entriesFrom("CREATE OPERATION ")) {
      texts.push_back(entry.address + entry.text);
    }
    return texts;
  };
  const Strings quiet = calls({});
  EXPECT_EQ(100u, quiet.size());
  EXPECT_EQ(quiet, calls({"DROP_MSG=1", "MSG_DROP_PROB=0.1"}));
  EXPECT_EQ(quiet, calls({"MSG_DELAY_MAX=2", "RECV_ORDER=shuffled"}));
}

// ---- Loss, delay, order.

TEST(SimulationTest, simulate_threeMessagesInTenLost) {
  for (const std::string& conf : kCrudConfs) {
    for (unsigned long long seed = 1; seed <= 6; ++seed) {
      SCOPED_TRACE(conf + ", seed " + std::to_string(seed));
      const LoggedRun run(paramsOf(conf, seed, kLossFromStartToEnd));
      EXPECT_TRUE(run.result.finished);
      EXPECT_EQ(90u, run.joinedPairs());
      expectOneAnswerEach(run);
      const double lost = static_cast<double>(run.result.tally.messagesLost);
      const double sent = static_cast<double>(run.result.tally.messagesSent);
      EXPECT_NEAR(0.3, lost / (lost + sent), 0.05);
    }
  }
}

TEST(SimulationTest, simulate_lossyConfIsThat) {
  const Params lossy = paramsOf("lossy", 1);
  EXPECT_EQ(1, lossy.DROP_MSG);
  EXPECT_EQ(0.3, lossy.MSG_DROP_PROB);
  EXPECT_EQ(0, lossy.DROP_START);
  EXPECT_LE(700, lossy.DROP_STOP);
}

TEST(SimulationTest, simulate_scaleConfsAreThat) {
  const Params thousand = paramsOf("scale-1000", 1);
  EXPECT_EQ(READ_TEST, thousand.CRUDTEST);
  EXPECT_EQ(1000, thousand.MAX_NNB);
  EXPECT_GE(40, thousand.STEP_RATE * thousand.MAX_NNB);
  EXPECT_EQ(sim::MembershipLines::All, thousand.LOG_MEMBERSHIP);
  const Params tenThousand = paramsOf("scale-10000", 1);
  EXPECT_EQ(READ_TEST, tenThousand.CRUDTEST);
  EXPECT_EQ(10000, tenThousand.MAX_NNB);
  EXPECT_GE(200, tenThousand.STEP_RATE * tenThousand.MAX_NNB);
  EXPECT_EQ(sim::MembershipLines::None, tenThousand.LOG_MEMBERSHIP);
}

TEST(SimulationTest, simulate_everythingLost) {
  for (const std::string& conf : kCrudConfs) {
    const LoggedRun run(
        paramsOf(conf, 1, {"DROP_MSG=1", "MSG_DROP_PROB=1", "DROP_START=0", "DROP_STOP=1000000"}));
    EXPECT_EQ(0u, run.joinedPairs());
    EXPECT_EQ(0, run.result.tally.messagesDelivered);
    EXPECT_EQ(0, run.result.tally.surplusAnswers());
    if (run.result.finished) expectOneAnswerEach(run);
  }
}

TEST(SimulationTest, simulate_delaysAndShuffledOrderRemoveNobodyLive) {
  const Strings delays = {"MSG_DELAY_MIN=0", "MSG_DELAY_MAX=2", "RECV_ORDER=shuffled"};
  for (const char* conf : {"create", "read", "update", "delete", "singlefailure", "multifailure"}) {
    for (unsigned long long seed = 1; seed <= 4; ++seed) {
      SCOPED_TRACE(std::string(conf) + ", seed " + std::to_string(seed));
      const LoggedRun run(paramsOf(conf, seed, delays));
      EXPECT_TRUE(run.result.finished);
      EXPECT_EQ(90u, run.joinedPairs());
      expectNobodyLiveRemoved(run);
      expectOneAnswerEach(run);
    }
  }
}

TEST(SimulationTest, simulate_everyOrderGetsFullMarks) {
  for (const char* order : {"newest", "oldest", "shuffled"}) {
    for (grading::Scenario scenario : grading::kKeyValueScenarios) {
      const LoggedRun run(paramsOf(std::string(grading::scenarioName(scenario)), 3,
                                   {std::string("RECV_ORDER=") + order}));
      const grading::ScenarioScore score = grading::score(scenario, run.dbgLog());
      EXPECT_EQ(score.maxPoints(), score.points()) << order;
    }
  }
}

// ---- The laboratory.

lab::Schedule scheduleOf(const std::string& text) {
  Strings errors;
  lab::Schedule schedule = lab::readScheduleText(text, "test", 10, &errors);
  EXPECT_EQ(Strings(), errors);
  return schedule;
}

TEST(SimulationTest, simulate_laboratoryEqualParamsGiveEqualBytes) {
  for (const char* conf : {"chaos", "chaos-wild", "ycsb-a"}) {
    for (unsigned long long seed : {1ull, 2ull, 3ull}) {
      const Params params = paramsOf(conf, seed);
      const Strings outputs = runsInOwnProcesses({params, params});
      ASSERT_EQ(2u, outputs.size());
      EXPECT_EQ(outputs[0], outputs[1]) << conf;
      EXPECT_LT(1000u, outputs[0].size());
    }
  }
}

// Every call ends, unless its coordinator goes away, and none has two results.
TEST(SimulationTest, simulate_laboratoryCallsEnd) {
  for (const char* conf : {"chaos", "ycsb-a"}) {
    for (unsigned long long seed = 1; seed <= 10; ++seed) {
      SCOPED_TRACE(std::string(conf) + ", seed " + std::to_string(seed));
      const LoggedRun run(paramsOf(conf, seed));
      EXPECT_TRUE(run.result.finished);
      EXPECT_EQ(800, run.result.ticks);
      EXPECT_EQ(0, run.result.tally.surplusAnswers());
      EXPECT_EQ(0, run.result.tally.unansweredOperations());
      EXPECT_LT(100, run.result.tally.of(sim::Operation::Read).invoked +
                         run.result.tally.of(sim::Operation::Update).invoked);
    }
  }
}

TEST(SimulationTest, simulate_withoutFaultsEveryCallSucceeds) {
  const LoggedRun run(paramsOf("ycsb-a", 1));
  EXPECT_EQ(0, run.result.calls.notMade);
  for (const auto& counts : run.result.tally.operations) EXPECT_EQ(0, counts.failed);
  EXPECT_EQ(10, run.result.tally.of(sim::Operation::Create).succeeded);
  EXPECT_EQ(Strings(), run.failedPeers());
}

TEST(SimulationTest, simulate_groupSizeOfTheSeed) {
  std::set<int> sizes;
  for (unsigned long long seed = 1; seed <= 30; ++seed) {
    host::MemoryOutput dbgLog;
    host::MemoryOutput statsLog;
    std::ostringstream progress;
    const RunResult result = simulate(paramsOf("create", seed, {"MIN_NNB=3", "MAX_NNB=6"}),
                                      {&dbgLog, &statsLog, nullptr, &progress});
    EXPECT_EQ(result.peers, result.tally.peersStarted);
    sizes.insert(result.peers);
  }
  EXPECT_EQ((std::set<int>{3, 4, 5, 6}), sizes);
}

// All verbs in one run, and in the end everybody is back who can be.
TEST(SimulationTest, simulate_givenSchedule) {
  const lab::Schedule schedule = scheduleOf(
      "peers 5\nat 100 client 1 on 2 create key value\nat 120 join 5\nat 150 crash 2\n"
      "at 155 crash 3\nat 160 restart 2\nat 250 restart 3 with memory\nat 300 leave 4\n"
      "from 350 to 355 pause 1\nat 400 client 1 on 4 read key\n");
  const LoggedRun run(paramsOf("create", 1, {"WORKLOAD=none"}), schedule);
  EXPECT_TRUE(run.result.finished);
  EXPECT_EQ(5, run.result.peers);
  EXPECT_EQ(5, run.result.tally.peersStarted);
  EXPECT_EQ(1, run.result.tally.of(sim::Operation::Create).invoked) << "the course's test is off";
  const auto reads = run.entriesFrom("coordinator: read success");
  ASSERT_EQ(1u, reads.size());
  EXPECT_EQ("5.0.0.0:0", reads[0].address) << "peer 4 has left";
  EXPECT_EQ("value", reads[0].after("value="));
  for (const char* line :
       {"Node restarted at time=160", "Node restarted at time=250", "Node left at time=300",
        "Node paused at time=350", "Node resumed at time=355", "Node failed at time=155"}) {
    EXPECT_EQ(1u, run.entriesFrom(line).size()) << line;
  }
}

// The course's own test goes on while the faults come.
TEST(SimulationTest, simulate_courseWithFaults) {
  const TempFile file("at 120 crash 3\nat 140 restart 3\nfrom 130 to 135 pause 4\n");
  const LoggedRun run(paramsOf("create", 1, {"FAULTS=" + file.path()}));
  EXPECT_TRUE(run.result.finished);
  EXPECT_EQ(800, run.result.ticks);
  EXPECT_EQ(100, run.result.tally.of(sim::Operation::Create).succeeded);
  EXPECT_EQ(Strings{peerName(2)}, run.failedPeers());
  EXPECT_EQ(1u, run.entriesFrom("Node restarted at time=140").size());
}

// Whatever was drawn: a failure can be handed on as a file.
TEST(SimulationTest, simulate_theDrawnScheduleFromAFileIsTheSameRun) {
  for (unsigned long long seed : {1ull, 2ull, 3ull}) {
    const Params drawn = paramsOf("chaos", seed);
    Strings errors;
    const TempFile file(lab::scheduleText(makeSchedule(drawn, &errors)));
    const Strings outputs =
        runsInOwnProcesses({drawn, paramsOf("chaos", seed, {"FAULTS=" + file.path()})});
    ASSERT_EQ(2u, outputs.size());
    EXPECT_EQ(digestOf(outputs[0]), digestOf(outputs[1]));
  }
}

TEST(SimulationTest, simulate_scheduleFileThatIsWrong) {
  const LoggedRun run(paramsOf("create", 1, {"FAULTS=/no/such/file"}));
  EXPECT_FALSE(run.result.finished);
  EXPECT_NE(std::string::npos, run.result.failure.find("/no/such/file")) << run.result.failure;
}

// ---- What is written.

// LOG_MEMBERSHIP is dbg.log's alone: the run, its digest and its counts stay.
TEST(SimulationTest, simulate_membershipLinesLeftOut) {
  const LoggedRun all(paramsOf("multifailure", 1));
  const LoggedRun others(paramsOf("multifailure", 1, {"LOG_MEMBERSHIP=others"}));
  const LoggedRun none(paramsOf("multifailure", 1, {"LOG_MEMBERSHIP=none"}));
  EXPECT_EQ(0, all.result.linesLeftOut);
  EXPECT_EQ(10, others.result.linesLeftOut) << "each peer reports itself once";
  EXPECT_EQ(125, none.result.linesLeftOut) << "100 joined, 25 removed";
  EXPECT_EQ(all.entries.size(), none.entries.size() + 125);
  EXPECT_EQ(0u, none.entriesFrom("Node 1").size());
  for (const LoggedRun* run : {&others, &none}) {
    EXPECT_EQ(all.result.digest, run->result.digest);
    EXPECT_EQ(100, run->result.tally.membersAdded);
    EXPECT_EQ(25, run->result.tally.membersRemoved);
  }
  const grading::ScenarioScore score =
      grading::score(grading::Scenario::MultiFailure, others.dbgLog());
  EXPECT_EQ(score.maxPoints(), score.points());
}

// What an onlooker is shown: each tick, and an end that is the run's, sooner or later.
TEST(SimulationTest, simulate_onTick) {
  const auto shown = [](const Params& params) {
    std::vector<std::pair<int, int>> calls;
    host::MemoryOutput dbgLog;
    host::MemoryOutput statsLog;
    std::ostringstream progress;
    RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &progress};
    outputs.onTick = [&](int ticks, int endsAt) { calls.push_back({ticks, endsAt}); };
    const RunResult result = simulate(params, outputs);
    EXPECT_EQ(result.ticks, static_cast<int>(calls.size()));
    EXPECT_EQ(std::make_pair(result.ticks, result.ticks), calls.back());
    for (size_t i = 0; i < calls.size(); ++i) {
      EXPECT_EQ(static_cast<int>(i) + 1, calls[i].first);
      EXPECT_LE(calls[i].second, result.ticks);
    }
    return calls;
  };
  EXPECT_EQ(700, shown(paramsOf("create", 1)).front().second);
  EXPECT_EQ(800, shown(paramsOf("ycsb-a", 1)).front().second);
  // Ten peers that come slowly: the last at tick 90, and all have joined some ticks later.
  EXPECT_EQ(790, shown(paramsOf("singlefailure", 1, {"STEP_RATE=10"})).front().second);
}

TEST(SimulationTest, simulate_withoutMessageCounts) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  std::ostringstream progress;
  const RunResult result =
      simulate(paramsOf("create", 1), {&dbgLog, &statsLog, nullptr, &progress});
  EXPECT_TRUE(result.finished);
  EXPECT_EQ("131", dbgLog.text().substr(0, 3));
}

TEST(SimulationTest, simulate_tallyAgreesWithTheLog) {
  const LoggedRun run(paramsOf("read", 2));
  const sim::Tally& tally = run.result.tally;
  const auto linesWith = [&](const std::string& part) {
    return static_cast<int64_t>(
        run.select([&](const LogEntry& entry) { return entry.has(part); }).size());
  };
  EXPECT_EQ(10, tally.peersStarted);
  EXPECT_EQ(4, tally.peersFailed);
  EXPECT_EQ(linesWith(" joined at time "), tally.membersAdded);
  EXPECT_EQ(linesWith(" removed at time "), tally.membersRemoved);
  EXPECT_EQ(100, tally.of(sim::Operation::Create).succeeded);
  EXPECT_EQ(linesWith("coordinator: read success"), tally.of(sim::Operation::Read).succeeded);
  EXPECT_EQ(linesWith("coordinator: read fail"), tally.of(sim::Operation::Read).failed);
  EXPECT_EQ(6, tally.of(sim::Operation::Read).invoked);
  EXPECT_LE(tally.messagesDelivered, tally.messagesSent);
}

TEST(SimulationTest, simulate_messageCountsAddUp) {
  const LoggedRun run(paramsOf("update", 1));
  std::istringstream lines(run.msgCount());
  long long sent = 0;
  long long received = 0;
  int peers = 0;
  for (std::string line; std::getline(lines, line);) {
    int id = 0;
    unsigned sentByOne = 0;
    unsigned receivedByOne = 0;
    if (sscanf(line.c_str(), "node %d sent_total %u recv_total %u", &id, &sentByOne,
               &receivedByOne) != 3) {
      continue;
    }
    ++peers;
    sent += sentByOne;
    received += receivedByOne;
  }
  EXPECT_EQ(10, peers);
  EXPECT_EQ(run.result.tally.messagesSent, sent);
  EXPECT_EQ(run.result.tally.messagesDelivered, received);
}

// ---- A run that gets more faults on its way.

constexpr char kCallsAroundFaults[] =
    "guarded\n"
    "from 90 to 130 pause 3\n"
    "at 95 drop store message 1 > 2 #1\n"
    "at 70 client 1 on 1 create k1 v1\n"
    "at 104 client 1 on 1 update k1 v2\n"
    "at 120 client 2 on 4 read k1\n"
    "at 124 client 2 on 5 read k1\n";

constexpr char kMoreFaults[] =
    "at 105 drop store message 1 > 2 #1\n"
    "at 105 delay store message 1 > 4 #1 by 3\n"
    "at 107 crash 4\n"
    "at 114 restart 4\n";

lab::Schedule readSchedule(const std::string& text) {
  Strings errors;
  lab::Schedule schedule = lab::readScheduleText("peers 5\n" + text, "s", 5, &errors);
  EXPECT_EQ(Strings(), errors);
  return schedule;
}

Params paramsOfSplitRuns() { return paramsOf("outside", 1, {"FAULT_START=100", "FAULT_STOP=130"}); }

// Of a run that stops at tick 103 for a moment.
class StoppedRun {
 public:
  StoppedRun()
      : outputs_{&dbgLog_, &statsLog_, nullptr, &unseen_},
        run_(paramsOfSplitRuns(), readSchedule(kCallsAroundFaults), outputs_) {
    run_.runTo(103);
  }

  SplitRun& run() { return run_; }

  // Of the rest with these faults.
  std::string digest(const std::string& faults) {
    run_.add(readSchedule(faults).faults);
    const RunResult result = run_.finish();
    return result.faultsSkipped == 0 ? sim::digestText(result.digest) : "skipped";
  }

 private:
  host::MemoryOutput dbgLog_;
  host::MemoryOutput statsLog_;
  std::ostringstream unseen_;
  const RunOutputs outputs_;
  SplitRun run_;
};

// Nodes have state in globals: what `work` returns in a process of its own.
std::string inOwnProcess(const std::function<std::string()>& work) {
  std::string text;
  std::string error;
  host::runJobs(
      0, 0, 1,
      [&](uint64_t, int descriptor) {
        host::writeText(descriptor, work().c_str());
        return 0;
      },
      [&](uint64_t, const host::JobOutcome& outcome) { text = outcome.output; }, &error);
  EXPECT_EQ("", error);
  return text;
}

std::string digestOfWhole(const std::string& faults) {
  return inOwnProcess([&] {
    lab::Schedule schedule = readSchedule(kCallsAroundFaults);
    schedule.add(readSchedule(faults));
    return sim::digestText(LoggedRun(paramsOfSplitRuns(), schedule).result.digest);
  });
}

TEST(SimulationTest, splitRun_isTheRunWithAllFaultsFromTheStart) {
  for (const std::string faults : {"", kMoreFaults}) {
    EXPECT_EQ(digestOfWhole(faults), inOwnProcess([&] { return StoppedRun().digest(faults); }));
  }
  EXPECT_NE(digestOfWhole(""), digestOfWhole(kMoreFaults));
}

TEST(SimulationTest, splitRun_itsCopiesGoTheirOwnWays) {
  const std::string digests = inOwnProcess([] {
    StoppedRun stopped;
    std::string all;
    for (const std::string faults : {"", kMoreFaults, ""}) {
      all += inOwnProcess([&] { return stopped.digest(faults); }) + " ";
    }
    return all;
  });
  const std::string without = digestOfWhole("");
  EXPECT_EQ(without + " " + digestOfWhole(kMoreFaults) + " " + without + " ", digests);
}

TEST(SimulationTest, splitRun_tellsWhatItHasSkipped) {
  StoppedRun stopped;
  SplitRun& run = stopped.run();
  run.add(readSchedule("at 104 crash 4\nat 106 crash 5\n").faults);
  run.runTo(106);
  EXPECT_EQ(0, run.faultsSkipped());
  run.runTo(107);
  EXPECT_EQ(1, run.faultsSkipped()) << "the copies have not recovered";
}

}  // namespace
