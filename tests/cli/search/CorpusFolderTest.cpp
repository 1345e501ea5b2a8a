// Tests of cli/search/CorpusFolder.h.
#include "cli/search/CorpusFolder.h"

#include <gtest/gtest.h>

#include "host/TemporaryFolder.h"

namespace cli {
namespace {

search::CorpusEntry entryOf(int peers) {
  search::CorpusEntry entry;
  entry.schedule.peers = peers;
  return entry;
}

std::vector<lab::Schedule> schedulesIn(const std::string& folder) {
  CorpusFolder corpus(folder);
  EXPECT_EQ("", corpus.open());
  return corpus.schedules();
}

class CorpusFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    CorpusFolder corpus(folder_.path());
    ASSERT_EQ("", corpus.open());
    ASSERT_EQ("", corpus.write({entryOf(4), entryOf(5), entryOf(6)}, 0));
  }

  const host::TemporaryFolder folder_;
};

TEST_F(CorpusFolderTest, write_isReadBack) { EXPECT_EQ(3u, schedulesIn(folder_.path()).size()); }

TEST_F(CorpusFolderTest, write_removesWhatIsTriedAndNotKept) {
  CorpusFolder corpus(folder_.path());
  ASSERT_EQ("", corpus.open());
  const int kept = corpus.schedules().back().peers;
  EXPECT_EQ("", corpus.write({entryOf(kept), entryOf(7)}, 30));
  EXPECT_EQ(2u, schedulesIn(folder_.path()).size());
}

TEST_F(CorpusFolderTest, write_leavesWhatIsNotTried) {
  CorpusFolder corpus(folder_.path());
  ASSERT_EQ("", corpus.open());
  EXPECT_EQ("", corpus.write({}, 1));
  const std::vector<lab::Schedule> left = schedulesIn(folder_.path());
  ASSERT_EQ(2u, left.size());
  EXPECT_EQ(corpus.schedules()[1].peers, left[0].peers);
  EXPECT_EQ(corpus.schedules()[2].peers, left[1].peers);
}

}  // namespace
}  // namespace cli
