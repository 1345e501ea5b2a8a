// Tests of cli/shards/SweepSummary.h.
#include "cli/shards/SweepSummary.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cli {
namespace {

SummaryHead head() {
  SummaryHead head;
  head.build = "b1";
  head.inputs = "i1";
  head.arguments = {"a conf", "--seeds", "1..6"};
  head.seeds = {1, 6};
  head.shard = {2, 3};
  return head;
}

SeedEntry entry(uint64_t seed, const std::string& output, std::vector<report::Metric> metrics) {
  SeedEntry entry;
  entry.seed = seed;
  entry.outcome.output = output;
  entry.told.emplace();
  entry.told->metrics = std::move(metrics);
  return entry;
}

std::string wholeText() {
  EntryWriter writer;
  SeedEntry failed = entry(4, "00ff wrong: \"x\"\n", {{"a", 1}, {"c", 1e-7}});
  failed.outcome.exitCode = 1;
  failed.outcome.killedBy = 11;
  failed.told->outcome = report::SeedOutcome::Violated;
  failed.told->reason = "durable: lost";
  return headText(head()) + writer.text(entry(3, "", {{"a", 1}, {"b", 2.25}})) +
         writer.text(failed) + endText(2);
}

std::string problemOf(const std::string& text) {
  SummaryReader reader("f", text);
  SeedEntry seed;
  while (reader.next(&seed)) continue;
  return reader.problem();
}

TEST(SweepSummaryTest, next_readsWhatWasWritten) {
  const std::string text = wholeText();
  SummaryReader reader("f", text);
  EXPECT_TRUE(head() == reader.head());
  SeedEntry seed;
  ASSERT_TRUE(reader.next(&seed)) << reader.problem();
  EXPECT_EQ(3u, seed.seed);
  ASSERT_TRUE(seed.told);
  ASSERT_EQ(2u, seed.told->metrics.size());
  EXPECT_EQ("b", seed.told->metrics[1].name);
  EXPECT_EQ(2.25, seed.told->metrics[1].number);
  ASSERT_TRUE(reader.next(&seed)) << reader.problem();
  EXPECT_EQ("00ff wrong: \"x\"\n", seed.outcome.output);
  EXPECT_EQ(1, seed.outcome.exitCode);
  EXPECT_EQ(11, seed.outcome.killedBy);
  EXPECT_EQ(report::SeedOutcome::Violated, seed.told->outcome);
  EXPECT_EQ("durable: lost", seed.told->reason);
  EXPECT_EQ(1e-7, seed.told->metrics[1].number);
  EXPECT_FALSE(reader.next(&seed));
  EXPECT_EQ("", reader.problem());
  EXPECT_TRUE(reader.isComplete());
  EXPECT_EQ(text.size(), reader.wholeBytes());
}

// At each byte: what is whole is read, and the rest is missing.
TEST(SweepSummaryTest, next_ofAFileThatIsCutOff) {
  const std::string text = wholeText();
  for (size_t size = headText(head()).size(); size < text.size(); ++size) {
    const std::string cut = text.substr(0, size);
    SummaryReader reader("f", cut);
    SeedEntry seed;
    uint64_t next = 3;
    while (reader.next(&seed)) ++next;
    EXPECT_EQ("", reader.problem());
    EXPECT_FALSE(reader.isComplete());
    EXPECT_EQ(next, reader.nextSeed());
    ASSERT_LE(reader.wholeBytes(), size);
    ASSERT_GT(reader.wholeBytes(), 0u);
    EXPECT_EQ('\n', cut[reader.wholeBytes() - 1]);
  }
}

TEST(SweepSummaryTest, next_problems) {
  EXPECT_EQ("f:1: is no summary of a sweep: the first line is `sweep-summary 1`", problemOf(""));
  EXPECT_EQ("f:2: the line `build` is missing", problemOf("sweep-summary 1\n"));
  EXPECT_EQ("f:8: the exit status is `x`: a whole number is allowed",
            problemOf(headText(head()) + "metrics a\nseed 3 x 0 \"\"\n"));
  EXPECT_EQ("f:7: another seed is expected here",
            problemOf(headText(head()) + "seed 4 0 0 \"\"\n"));
  EXPECT_EQ("f:7: the end is reached before seed 3", problemOf(headText(head()) + "end 2\n"));
  EXPECT_NE("", problemOf(wholeText() + "more\n"));
}

TEST(SweepSummaryTest, isOfSameSweep_whateverTheShard) {
  SummaryHead other = head();
  other.shard = {1, 9};
  EXPECT_TRUE(head().isOfSameSweep(other));
  EXPECT_FALSE(head() == other);
  other.inputs = "i2";
  EXPECT_FALSE(head().isOfSameSweep(other));
}

}  // namespace
}  // namespace cli
