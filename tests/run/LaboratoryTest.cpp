// Tests of Laboratory.h.
#include "Laboratory.h"

#include <gtest/gtest.h>

#include <set>

#include "lab/Coincidences.h"
#include "tests/support/LoggedRun.h"
#include "tests/support/TempFile.h"

namespace {

using Strings = std::vector<std::string>;

lab::Schedule made(const Params& params) {
  Strings errors;
  lab::Schedule schedule = makeSchedule(params, &errors);
  EXPECT_EQ(Strings(), errors);
  return schedule;
}

std::set<sim::Operation> kindsOf(const lab::Schedule& schedule) {
  std::set<sim::Operation> kinds;
  for (const auto& each : schedule.operations) kinds.insert(each.operation);
  return kinds;
}

TEST(LaboratoryTest, makeSchedule_theCoursesRunHasNone) {
  const lab::Schedule schedule = made(paramsOf("create", 1));
  EXPECT_EQ(10, schedule.peers);
  EXPECT_TRUE(schedule.faults.empty());
  EXPECT_TRUE(schedule.operations.empty());
}

TEST(LaboratoryTest, makeSchedule_groupSizesAreDrawnUniformly) {
  std::map<int, int> sizes;
  for (unsigned long long seed = 0; seed < 1000; ++seed) {
    ++sizes[made(paramsOf("create", seed, {"MIN_NNB=3", "MAX_NNB=7"})).peers];
  }
  ASSERT_EQ(5u, sizes.size());
  EXPECT_EQ(3, sizes.begin()->first);
  for (const auto& [size, runs] : sizes) EXPECT_NEAR(200, runs, 60) << size;
}

bool isOfCoincidence(const lab::ClientOperation& call) { return call.key.front() == 'c'; }

TEST(LaboratoryTest, makeSchedule_drawsFaultsWithinTheirTime) {
  for (const char* conf : {"chaos", "chaos-wild"}) {
    size_t faults = 0;
    for (unsigned long long seed = 1; seed <= 20; ++seed) {
      const lab::Schedule schedule = made(paramsOf(conf, seed));
      faults += schedule.faults.size();
      for (const lab::Fault& fault : schedule.faults) {
        EXPECT_LE(fault.peer, schedule.peers);
        EXPECT_LE(fault.last, 450);
      }
      for (const lab::ClientOperation& each : schedule.operations) {
        EXPECT_LE(each.coordinator, schedule.peers);
        EXPECT_LE(each.client, isOfCoincidence(each) ? 8 + 8 * lab::kClientsOfCoincidence : 8);
      }
      EXPECT_TRUE(schedule == made(paramsOf(conf, seed)));
    }
    EXPECT_LT(20u, faults);
  }
}

// What is drawn for one purpose must not shift another.
TEST(LaboratoryTest, makeSchedule_faultsDoNotShiftTheCalls) {
  const Strings size = {"MIN_NNB=5", "MAX_NNB=5"};
  std::vector<lab::ClientOperation> operations = made(paramsOf("chaos", 1, size)).operations;
  std::erase_if(operations, isOfCoincidence);
  EXPECT_TRUE(operations == made(paramsOf("chaos-wild", 1, size)).operations);
}

TEST(LaboratoryTest, makeSchedule_coincidencesOfTwoSeedsOfThree) {
  const auto has = [](uint64_t seed, const Strings& settings) {
    const std::vector<lab::ClientOperation> calls =
        made(paramsOf("chaos", seed, settings)).operations;
    return std::any_of(calls.begin(), calls.end(), isOfCoincidence);
  };
  int count = 0;
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    count += has(seed, {}) ? 1 : 0;
    EXPECT_FALSE(has(seed, {"FAULT_KINDS=crash"})) << "messages may not be lost";
    EXPECT_FALSE(has(seed, {"FAULTS=wild"}));
    EXPECT_FALSE(has(seed, {"WORKLOAD=course"}));
  }
  EXPECT_GT(count, 150);
  EXPECT_LT(count, 250);
}

TEST(LaboratoryTest, makeSchedule_phasesOfTheWorkload) {
  const lab::Schedule schedule =
      made(paramsOf("ycsb-a", 1, {"FAULT_START=200", "FAULT_STOP=300", "SETTLE_TICKS=250"}));
  int load = 0;
  int mix = 0;
  int probe = 0;
  for (const lab::ClientOperation& each : schedule.operations) {
    if (each.operation == sim::Operation::Create) {
      ++load;
      EXPECT_LE(100, each.tick);
      EXPECT_GT(120, each.tick);
    } else if (each.tick < 300) {
      ++mix;
      EXPECT_LE(200, each.tick);
    } else {
      ++probe;
      // The last calls are made 25 ticks before the end.
      EXPECT_LE(500, each.tick);
      EXPECT_GT(525, each.tick);
    }
  }
  EXPECT_EQ(10, load);
  EXPECT_EQ(50, mix);
  EXPECT_EQ(10, probe);
}

TEST(LaboratoryTest, makeSchedule_aProbeOfManyKeysBeginsEarlier) {
  const lab::Schedule schedule =
      made(paramsOf("ycsb-a", 1, {"KEYS=100", "CLIENTS=10", "SETTLE_TICKS=300"}));
  std::set<std::string> probed;
  for (const lab::ClientOperation& each : schedule.operations) {
    if (each.tick >= 450 && each.tick < 725) probed.insert(each.key);
  }
  EXPECT_EQ(100u, probed.size());
  for (const lab::ClientOperation& each :
       made(paramsOf("ycsb-a", 1, {"KEYS=1000", "SETTLE_TICKS=300"})).operations) {
    EXPECT_TRUE(each.tick < 450 || each.tick >= 600) << each.tick;
  }
}

TEST(LaboratoryTest, makeSchedule_customMix) {
  const Strings shares = {"READ_SHARE=0", "UPDATE_SHARE=0", "CREATE_SHARE=1", "DELETE_SHARE=0",
                          "WORKLOAD=custom"};
  std::set<std::string> keys;
  for (const auto& each : made(paramsOf("ycsb-a", 1, shares)).operations) keys.insert(each.key);
  EXPECT_EQ(10u + 150, keys.size());
  EXPECT_EQ(4u, kindsOf(made(paramsOf("chaos", 1))).size());
  EXPECT_EQ(3u, kindsOf(made(paramsOf("ycsb-a", 1))).size());
}

TEST(LaboratoryTest, makeSchedule_workloadNone) {
  EXPECT_TRUE(made(paramsOf("chaos", 1, {"WORKLOAD=none"})).operations.empty());
  EXPECT_FALSE(made(paramsOf("chaos", 1, {"WORKLOAD=none"})).faults.empty());
}

// ---- Schedule files.

TEST(LaboratoryTest, makeSchedule_fileWithOperations) {
  const TempFile file("peers 4\nat 120 crash 4\nat 130 client 1 on 2 read key\n");
  const lab::Schedule schedule = made(paramsOf("ycsb-a", 1, {"FAULTS=" + file.path()}));
  EXPECT_EQ(4, schedule.peers);
  EXPECT_EQ(1u, schedule.faults.size());
  EXPECT_EQ(1u, schedule.operations.size());
}

TEST(LaboratoryTest, makeSchedule_fileWithoutOperations) {
  const TempFile file("at 120 crash 4\n");
  const lab::Schedule drawn = made(paramsOf("ycsb-a", 1, {"FAULTS=" + file.path()}));
  EXPECT_EQ(10, drawn.peers);
  EXPECT_EQ(made(paramsOf("ycsb-a", 1)).operations, drawn.operations);
  EXPECT_TRUE(made(paramsOf("create", 1, {"FAULTS=" + file.path()})).operations.empty());
}

TEST(LaboratoryTest, makeSchedule_whatIsWrongWithAFile) {
  const TempFile file("at 120 crash 11\nat 130 crush 1\n");
  Strings errors;
  makeSchedule(paramsOf("ycsb-a", 1, {"FAULTS=" + file.path()}), &errors);
  EXPECT_EQ(2u, errors.size());
  errors.clear();
  makeSchedule(paramsOf("ycsb-a", 1, {"FAULTS=/no/such/file"}), &errors);
  EXPECT_EQ(1u, errors.size());
}

TEST(LaboratoryTest, makeSchedule_aMistypedNameOfFaults) {
  const std::string kAllowed = "FAULTS may be none, random, wild or the path of a schedule file";
  Strings errors;
  makeSchedule(paramsOf("create", 1, {"FAULTS=randm"}), &errors);
  EXPECT_EQ(
      Strings{"randm: cannot be read: No such file or directory: did you mean random? " + kAllowed},
      errors);
  errors.clear();
  makeSchedule(paramsOf("create", 1, {"FAULTS=/no/such/file"}), &errors);
  EXPECT_EQ(Strings{"/no/such/file: cannot be read: No such file or directory: " + kAllowed},
            errors);
}

// A file that was cut or mixed up must not pass for a run without faults.
TEST(LaboratoryTest, makeSchedule_anEmptyFile) {
  for (const char* text : {"", "\n\n", "# at 120 crash 2\n"}) {
    const TempFile file(text);
    Strings errors;
    makeSchedule(paramsOf("ycsb-a", 1, {"FAULTS=" + file.path()}), &errors);
    ASSERT_EQ(1u, errors.size()) << text;
    EXPECT_NE(std::string::npos, errors[0].find(":1: the schedule is empty: ")) << errors[0];
  }
}

// ---- Settings without an effect.

Strings notesOf(const std::string& conf, const Strings& overrides = {}) {
  const Params params = paramsOf(conf, 1, overrides);
  return settingsWithoutEffect(params, made(params));
}

TEST(LaboratoryTest, settingsWithoutEffect_none) {
  for (const char* conf : {"create", "chaos", "chaos-wild", "course-chaos", "ycsb-a"}) {
    EXPECT_EQ(Strings(), notesOf(conf)) << conf;
  }
  const TempFile calls("at 120 client 1 on 1 create k v\n");
  EXPECT_EQ(Strings(), notesOf("outside", {"FAULTS=" + calls.path()}));
  const TempFile faults("at 120 crash 2\n");
  EXPECT_EQ(Strings(), notesOf("ycsb-a", {"FAULTS=" + faults.path()}));
}

TEST(LaboratoryTest, settingsWithoutEffect_aFileWithoutEvents) {
  const TempFile file("peers 5\n");
  for (const char* conf : {"outside", "ycsb-a"}) {
    EXPECT_EQ(Strings{"FAULTS is " + file.path() + ", which has no events: no faults and no calls"},
              notesOf(conf, {"FAULTS=" + file.path()}));
  }
}

TEST(LaboratoryTest, settingsWithoutEffect_each) {
  const TempFile file("at 120 client 1 on 1 create k v\n");
  EXPECT_EQ(Strings{"WORKLOAD means nothing: " + file.path() + " has calls of its own"},
            notesOf("ycsb-a", {"FAULTS=" + file.path()}));
  EXPECT_EQ(1u, notesOf("outside").size());
  EXPECT_EQ(1u, notesOf("ycsb-a", {"OPS_PER_TICK=0"}).size());
  EXPECT_EQ(1u, notesOf("ycsb-a", {"FAULT_KINDS=crash"}).size());
  EXPECT_EQ(0u, notesOf("chaos", {"FAULT_KINDS=crash"}).size());
  EXPECT_EQ(1u, notesOf("create", {"WORKLOAD=A"}).size());
}

TEST(LaboratoryTest, settingsWithoutEffect_ofOtherDesigns) {
  EXPECT_EQ(Strings{"the sizes of caches mean nothing without REPLICATION: TWO_PHASE"},
            notesOf("chaos", {"COORDINATOR_CACHE_SETS=7", "SERVER_CACHE_ENTRIES=3"}));
  EXPECT_EQ(0u, notesOf("twophase-chaos", {"COORDINATOR_CACHE_SETS=7"}).size());
  for (const char* setting : {"STORAGE_BYTES=9000", "READ_CACHE_KEYS=7"}) {
    EXPECT_EQ(1u, notesOf("chaos", {setting}).size()) << setting;
    EXPECT_EQ(0u, notesOf("chaos", {setting, "REPLICATION=CHAIN"}).size()) << setting;
  }
  for (const char* setting : {"EPIDEMIC_PERIOD=7", "EPIDEMIC_TIMEOUT=9", "EPIDEMIC_LOSS=0"}) {
    EXPECT_EQ(1u, notesOf("create", {setting}).size()) << setting;
    EXPECT_EQ(0u, notesOf("create", {setting, "MEMBERSHIP=EPIDEMIC"}).size()) << setting;
  }
  EXPECT_EQ(Strings{"REPLICATION means nothing with STORE: off"},
            notesOf("singlefailure", {"STORE=off", "REPLICATION=CHAIN"}));
}

// ---- The end.

TEST(LaboratoryTest, endOfRun_afterTheLastFault) {
  const Params params = paramsOf("chaos", 1, {"SETTLE_TICKS=300"});
  lab::Schedule schedule;
  EXPECT_EQ(750, endOfRun(params, schedule));
  lab::Fault fault;
  fault.kind = lab::FaultKind::Pause;
  fault.first = 100;
  fault.last = 110;
  schedule.faults.push_back(fault);
  EXPECT_EQ(750, endOfRun(params, schedule));
  schedule.faults[0].last = 500;
  EXPECT_EQ(800, endOfRun(params, schedule));
  schedule.faults[0].kind = lab::FaultKind::Crash;
  schedule.faults[0].first = 600;
  EXPECT_EQ(900, endOfRun(params, schedule));
}

TEST(LaboratoryTest, endOfRun_afterTheLastOperation) {
  const Params params = paramsOf("chaos", 1, {"SETTLE_TICKS=300"});
  lab::Schedule schedule;
  lab::ClientOperation operation;
  operation.tick = 724;
  schedule.operations.push_back(operation);
  EXPECT_EQ(750, endOfRun(params, schedule)) << "within the time to settle";
  schedule.operations[0].tick = 725;
  EXPECT_EQ(1025, endOfRun(params, schedule));
}

// A run that was drawn and the same schedule from a file are equally long.
TEST(LaboratoryTest, endOfRun_drawnSchedulesDoNotExtendIt) {
  for (const char* keys : {"KEYS=8", "KEYS=100000"}) {
    for (unsigned long long seed = 1; seed <= 20; ++seed) {
      const Params params = paramsOf("chaos", seed, {keys});
      EXPECT_EQ(800, endOfRun(params, made(params)));
    }
  }
}

}  // namespace
