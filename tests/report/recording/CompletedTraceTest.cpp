// Tests of report/recording/CompletedTrace.h.
#include "report/recording/CompletedTrace.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "Simulation.h"
#include "report/reading/TraceReader.h"
#include "tests/support/LoggedRun.h"

namespace report {
namespace {

const TraceHeading kHeading = {"testcases/read.conf", "./Application it", {{"submission", "x y"}}};

std::string traceOf(const Params& params) {
  host::MemoryOutput dbgLog, statsLog, output;
  std::ostringstream progress;
  const TraceRequest request = {&output, "/tmp/secret.conf", "./Application", {{"nodes", "a"}}};
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &progress};
  outputs.trace = &request;
  simulate(params, outputs);
  return output.text();
}

const std::string& readTrace() {
  static const std::string text = traceOf(paramsOf("read", 1));
  return text;
}

std::optional<Trace> read(const std::string& text) {
  std::string error;
  auto trace = report::readTrace(text, "x.trace", &error);
  EXPECT_TRUE(trace) << error;
  return trace;
}

TEST(CompletedTraceTest, completedTrace_keepsItsHeading) {
  const auto whole = read(completedTrace(readTrace(), "why"));
  const auto cut = read(completedTrace(readTrace().substr(0, readTrace().size() / 2), "why"));
  ASSERT_TRUE(whole && cut);
  EXPECT_TRUE(whole->marks.empty());
  for (const Trace& trace : {*whole, *cut}) {
    EXPECT_EQ("/tmp/secret.conf", trace.conf);
    EXPECT_EQ("./Application", trace.replay);
    ASSERT_EQ(1u, trace.sources.size());
    EXPECT_EQ("a", trace.sources[0].text);
  }
  ASSERT_EQ(1u, cut->marks.size());
  EXPECT_EQ("why", cut->marks[0].sentence);
}

TEST(CompletedTraceTest, completedTrace_aWholeOneGetsTheHeadingAlone) {
  const auto before = read(readTrace());
  const auto after = read(completedTrace(readTrace(), kHeading, "why"));
  ASSERT_TRUE(before && after);
  EXPECT_EQ("testcases/read.conf", after->conf);
  EXPECT_EQ("./Application it", after->replay);
  ASSERT_EQ(1u, after->sources.size());
  EXPECT_EQ("x y", after->sources[0].text);
  EXPECT_EQ(before->events.size(), after->events.size());
  EXPECT_EQ(before->changes.size(), after->changes.size());
  EXPECT_EQ(before->ticks, after->ticks);
  EXPECT_EQ(before->digest, after->digest);
  EXPECT_TRUE(after->marks.empty());
}

// Wherever it is cut, what is left can be read and is the beginning of the run.
TEST(CompletedTraceTest, completedTrace_cutAnywhere) {
  const std::string& text = readTrace();
  const auto whole = read(text);
  const size_t body = text.find("\nt ");
  for (size_t size = body + 2; size < text.size(); size += 1 + text.size() / 40) {
    const auto cut = read(completedTrace(text.substr(0, size), kHeading, "it crashed"));
    ASSERT_TRUE(cut) << size;
    EXPECT_LE(cut->events.size(), whole->events.size());
    EXPECT_EQ(1u, cut->marks.size());
    if (cut->marks.size() != 1) continue;
    EXPECT_EQ("it crashed", cut->marks[0].sentence);
    EXPECT_EQ(cut->ticks - 1, cut->marks[0].tick);
    EXPECT_EQ(VerdictKind::Unchecked, cut->verdict);
  }
}

TEST(CompletedTraceTest, completedTrace_callsAreAsFarAsTheyWent) {
  const std::string& text = readTrace();
  const auto whole = read(text);
  const Operation& last = whole->operations.back();
  const auto cut =
      read(completedTrace(text.substr(0, text.find("\nop 1 ")), kHeading, "it crashed"));
  ASSERT_TRUE(cut);
  ASSERT_EQ(whole->operations.size(), cut->operations.size());
  EXPECT_EQ(last.finishedAt, cut->operations.back().finishedAt);
  EXPECT_EQ(last.result, cut->operations.back().result);
  const auto early =
      read(completedTrace(text.substr(0, text.find("\ncall 101 ")), kHeading, "it crashed"));
  ASSERT_TRUE(early);
  EXPECT_EQ(100u, early->operations.size());
}

TEST(CompletedTraceTest, completedTrace_openTurnsAndAddressesAreClosed) {
  const std::string header = readTrace().substr(0, readTrace().find("\nt ") + 1);
  const auto cut =
      read(completedTrace(header + "name a\nt 0\nturn 2 0\nadded 2 3\nas 7\n", kHeading, "x"));
  ASSERT_TRUE(cut);
  ASSERT_EQ(1u, cut->turns.size());
  EXPECT_EQ(1u, cut->turns[0].endEvent - cut->turns[0].firstEvent);
}

TEST(CompletedTraceTest, completedTrace_anyBytesAreNoTrace) {
  for (const char* text : {"", "\n", "kvtrace 2\n", "call\nfin\nend\n", "fin 1 read 1 1 1 \"\\",
                           "kvtrace 2\nconf \"\nend\n"}) {
    std::string error;
    EXPECT_FALSE(report::readTrace(completedTrace(text, kHeading, "x"), "x", &error));
    EXPECT_NE("", error);
  }
}

}  // namespace
}  // namespace report
