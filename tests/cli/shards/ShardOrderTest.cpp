// Tests of cli/shards/ShardOrder.h.
#include "cli/shards/ShardOrder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cli {
namespace {

constexpr char kBuild[] = "b";

SummaryHead headOf(uint64_t index, uint64_t count, host::SeedRange seeds = {1, 7}) {
  SummaryHead head;
  head.build = kBuild;
  head.inputs = "i";
  head.arguments = {"x.conf"};
  head.seeds = seeds;
  head.shard = {index, count};
  return head;
}

SummaryFile fileOf(const SummaryHead& head, bool isComplete = true) {
  const host::RangePart part = host::partOf(head.seeds, head.shard);
  EntryWriter writer;
  std::string text = headText(head);
  for (uint64_t i = 0; i < part.count; ++i) {
    SeedEntry entry;
    entry.seed = part.first + i;
    text += writer.text(entry);
  }
  if (isComplete) text += endText(part.count);
  return {host::shardText(head.shard), text};
}

using Texts = std::vector<std::string>;

Texts problemsOf(std::vector<SummaryFile>* files) {
  return orderShards(files, kBuild, [](const SummaryHead&, const host::Shard& shard) {
    return "shard " + host::shardText(shard);
  });
}

Texts problemsIn(std::vector<SummaryFile> files) { return problemsOf(&files); }

TEST(ShardOrderTest, orderShards_sorts) {
  std::vector<SummaryFile> files;
  for (uint64_t index = 9; index >= 1; --index) files.push_back(fileOf(headOf(index, 9)));
  EXPECT_EQ(Texts(), problemsOf(&files));
  ASSERT_EQ(9u, files.size());
  EXPECT_EQ("1/9", files[0].name);
  EXPECT_EQ("6/9", files[5].name);
}

// Parts of different divisions fit together if each seed is there once.
TEST(ShardOrderTest, orderShards_mixedDivisions) {
  EXPECT_EQ(Texts(), problemsIn({fileOf(headOf(1, 2, {1, 8})), fileOf(headOf(4, 4, {1, 8})),
                                 fileOf(headOf(3, 4, {1, 8}))}));
}

TEST(ShardOrderTest, orderShards_gaps) {
  EXPECT_EQ((Texts{"seeds 1..3: no file has them", "  run: shard 1/3"}),
            problemsIn({fileOf(headOf(2, 3)), fileOf(headOf(3, 3))}));
  EXPECT_EQ((Texts{"seeds 4..7: no file has them", "  run: shard 2/3", "  run: shard 3/3"}),
            problemsIn({fileOf(headOf(1, 3))}));
}

TEST(ShardOrderTest, orderShards_otherProblems) {
  EXPECT_EQ((Texts{"1/2: another file has seeds 1..4, too"}),
            problemsIn({fileOf(headOf(1, 2)), fileOf(headOf(1, 2)), fileOf(headOf(2, 2))}));
  EXPECT_EQ((Texts{"2/2: the shard was interrupted\n  run: shard 2/2"}),
            problemsIn({fileOf(headOf(1, 2)), fileOf(headOf(2, 2), false)}));
  SummaryHead other = headOf(2, 2);
  other.inputs = "j";
  EXPECT_EQ((Texts{"2/2: is of another sweep than 1/2"}),
            problemsIn({fileOf(headOf(1, 2)), fileOf(other)}));
  other = headOf(2, 2);
  other.build = "c";
  EXPECT_EQ((Texts{"2/2: is of another build of ./Application"}),
            problemsIn({fileOf(headOf(1, 2)), fileOf(other)}));
}

}  // namespace
}  // namespace cli
