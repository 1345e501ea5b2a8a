// Tests of playground/engine/Engine.h.
#include "playground/engine/Engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "host/TemporaryFolder.h"
#include "report/reading/TraceReader.h"

namespace playground {
namespace {

// Runs in a folder of its own, because the engine writes to the current one.
class EngineTest : public testing::Test {
 protected:
  EngineTest() { std::filesystem::current_path(folder_.path()); }
  ~EngineTest() override { std::filesystem::current_path(before_); }

  static report::Trace traceOf(const Outcome& outcome) {
    std::string error;
    const std::optional<report::Trace> trace = report::readTrace(outcome.trace, "t", &error);
    EXPECT_TRUE(trace) << error;
    return trace.value_or(report::Trace());
  }

 private:
  const std::filesystem::path before_ = std::filesystem::current_path();
  const host::TemporaryFolder folder_;
};

TEST_F(EngineTest, run_checksAndRecords) {
  const Outcome outcome = run({"MAX_NNB: 4\nWORKLOAD: none\n", {}, 3, "at 150 crash 2\n", ""});
  EXPECT_TRUE(outcome.errors.empty()) << outcome.errors.front();
  const report::Trace trace = traceOf(outcome);
  EXPECT_EQ(3u, trace.seed);
  EXPECT_EQ(report::VerdictKind::Ok, trace.verdict);
  EXPECT_EQ("peers 4\nat 150 crash 2\n", outcome.schedule);
  EXPECT_TRUE(outcome.isExact);
}

TEST_F(EngineTest, run_wrongTextsAreNamed) {
  EXPECT_EQ("run.conf:1: ", run({"KEYZ: 1\n", {}, 1, "", ""}).errors.at(0).substr(0, 12));
  const Outcome outcome = run({"MAX_NNB: 4\n", {}, 1, "at 150 crsh 2\n", ""});
  ASSERT_EQ(1u, outcome.errors.size());
  EXPECT_EQ("run.faults:1: `crsh` is not known: did you mean crash?", outcome.errors[0]);
  EXPECT_EQ("", outcome.trace);
}

// A setting of the same key would be a second one.
TEST_F(EngineTest, run_scheduleTakesThePlaceOfASetting) {
  const Outcome outcome = run({"MAX_NNB: 4\n", {"FAULTS=random"}, 1, "at 150 crash 2\n", ""});
  EXPECT_TRUE(outcome.errors.empty()) << outcome.errors.front();
  EXPECT_EQ("peers 4\nat 150 crash 2\n", outcome.schedule);
}

TEST_F(EngineTest, run_notesWhatHasNoEffect) {
  const Outcome outcome = run({"MAX_NNB: 4\n", {}, 1, "at 150 restart 2\n", ""});
  EXPECT_EQ(1, std::count(outcome.notes.begin(), outcome.notes.end(),
                          "run.faults:1: `at 150 restart 2` did nothing: peer 2 was not down"));
}

TEST_F(EngineTest, designs_areThoseOfTheConf) {
  const std::vector<std::string> names = designs();
  EXPECT_EQ("QUORUM", names.at(0));
  EXPECT_EQ(1, std::count(names.begin(), names.end(), "CHAIN"));
}

}  // namespace
}  // namespace playground
