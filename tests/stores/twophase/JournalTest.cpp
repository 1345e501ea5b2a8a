// Tests of stores/twophase/Journal.h.
#include "stores/twophase/Journal.h"

#include <gtest/gtest.h>

namespace twophase {
namespace {

using Records = std::vector<std::string>;

class JournalTest : public ::testing::Test {
 protected:
  // A process that starts.
  Journal begin() {
    Journal journal(&disk, "peer 2");
    records.clear();
    isWhole = journal.recover(&records);
    problem = journal.problem();
    return journal;
  }

  sim::Disk disk{1, 2};
  Records records;
  bool isWhole = false;
  std::string problem;
};

TEST_F(JournalTest, recover_givesWhatWasSynced) {
  Journal first = begin();
  EXPECT_TRUE(isWhole && records.empty());
  EXPECT_TRUE(first.append("one") && first.append("") && first.append("three"));
  first.sync();
  disk.losePower();
  Journal second = begin();
  EXPECT_EQ((Records{"one", "", "three"}), records);
  EXPECT_TRUE(second.append("four"));
  second.sync();
  begin();
  EXPECT_EQ((Records{"one", "", "three", "four"}), records);
}

TEST_F(JournalTest, recover_aTornTailIsCutOffAtEveryByte) {
  for (size_t kept = 0;; ++kept) {
    EXPECT_TRUE(disk.replace(Journal::kFile, "") && disk.replace(Journal::kMarkFile, ""));
    Journal journal = begin();
    EXPECT_TRUE(journal.append("one"));
    journal.sync();
    EXPECT_TRUE(journal.append("two") && journal.append("three"));
    if (kept > disk.unsyncedBytes(Journal::kFile)) break;
    disk.cutUnsynced(Journal::kFile, kept);
    Journal after = begin();
    ASSERT_TRUE(isWhole) << kept << problem;
    ASSERT_EQ("one", records.at(0));
    ASSERT_EQ(kept < 11 ? 1u : kept < 24 ? 2u : 3u, records.size()) << kept;
    // What is appended now does not follow what was torn.
    EXPECT_TRUE(after.append("next"));
    after.sync();
    begin();
    ASSERT_TRUE(isWhole);
    ASSERT_EQ("next", records.back());
  }
}

TEST_F(JournalTest, recover_lostSectorsAreCutOff) {
  for (int i = 0; i < 300; ++i) {
    Journal journal = begin();
    ASSERT_TRUE(isWhole) << problem;
    const size_t before = records.size();
    EXPECT_TRUE(journal.append("safe" + std::to_string(i)));
    journal.sync();
    for (int j = 0; j < 4; ++j) EXPECT_TRUE(journal.append("not synced " + std::to_string(j)));
    disk.losePower();
    begin();
    ASSERT_TRUE(isWhole) << problem;
    ASSERT_GT(records.size(), before);
    ASSERT_EQ("safe" + std::to_string(i), records[before]);
    ASSERT_LE(records.size(), before + 5);
  }
}

TEST_F(JournalTest, recover_eachFlippedBitOfWhatWasSyncedIsNoticed) {
  Journal journal = begin();
  EXPECT_TRUE(journal.append("one") && journal.append("the last one"));
  journal.sync();
  for (const char* file : {Journal::kFile, Journal::kMarkFile}) {
    const std::string right = disk.read(file);
    for (size_t bit = 0; bit < 8 * right.size(); ++bit) {
      std::string wrong = right;
      wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ (1 << bit % 8));
      EXPECT_TRUE(disk.replace(file, wrong));
      begin();
      ASSERT_FALSE(isWhole) << file << " " << bit;
      ASSERT_TRUE(records.empty());
      EXPECT_EQ(wrong, disk.read(file));
    }
    EXPECT_TRUE(disk.replace(file, right));
  }
  begin();
  EXPECT_EQ((Records{"one", "the last one"}), records);
}

TEST_F(JournalTest, recover_theProblemNamesFileAndRecord) {
  Journal journal = begin();
  EXPECT_TRUE(journal.append("one") && journal.append("two"));
  journal.sync();
  std::string bytes = disk.read(Journal::kFile);
  bytes[bytes.size() - 1] = 'x';
  EXPECT_TRUE(disk.replace(Journal::kFile, bytes));
  begin();
  EXPECT_EQ("peer 2's journal is damaged: record 2, at byte 35, is not whole", problem);
}

TEST_F(JournalTest, recover_aCutOfWhatWasSyncedIsNoticed) {
  Journal journal = begin();
  EXPECT_TRUE(journal.append("one"));
  journal.sync();
  const size_t size = disk.read(Journal::kFile).size();
  disk.truncate(Journal::kFile, size - 1);
  begin();
  EXPECT_FALSE(isWhole);
  disk.truncate(Journal::kFile, 0);
  begin();
  EXPECT_FALSE(isWhole);
}

TEST_F(JournalTest, replace_aSnapshotTakesThePlaceOfAll) {
  Journal journal = begin();
  EXPECT_TRUE(journal.append("one") && journal.append("two"));
  EXPECT_EQ(2u, journal.recordsAppended());
  EXPECT_TRUE(journal.replace({"both"}));
  EXPECT_EQ(0u, journal.recordsAppended());
  EXPECT_TRUE(journal.append("three"));
  journal.sync();
  disk.losePower();
  begin();
  EXPECT_EQ((Records{"both", "three"}), records);
}

// The process crashed between the two files.
TEST_F(JournalTest, replace_anOlderMarkIsNoDamage) {
  Journal journal = begin();
  EXPECT_TRUE(journal.append("one") && journal.append("two"));
  journal.sync();
  const std::string mark = disk.read(Journal::kMarkFile);
  EXPECT_TRUE(journal.replace({"both"}));
  EXPECT_TRUE(disk.replace(Journal::kMarkFile, mark));
  begin();
  EXPECT_TRUE(isWhole) << problem;
  EXPECT_EQ((Records{"both"}), records);
  // A snapshot that has lost its end is damaged.
  EXPECT_TRUE(disk.replace(Journal::kMarkFile, mark));
  disk.truncate(Journal::kFile, disk.read(Journal::kFile).size() - 1);
  begin();
  EXPECT_FALSE(isWhole);
}

TEST_F(JournalTest, append_aFullDiskChangesNothing) {
  Journal journal = begin();
  EXPECT_TRUE(journal.append("one"));
  journal.sync();
  disk.setFull(true);
  EXPECT_FALSE(journal.append("two"));
  EXPECT_FALSE(journal.replace({std::string(1000, 'x')}));
  disk.setFull(false);
  EXPECT_TRUE(journal.append("three"));
  journal.sync();
  begin();
  EXPECT_EQ((Records{"one", "three"}), records);
}

TEST_F(JournalTest, recover_onAFullDiskCanBeTriedAgain) {
  disk.setFull(true);
  Journal journal(&disk, "peer 2");
  EXPECT_FALSE(journal.recover(&records));
  EXPECT_TRUE(journal.lacksRoom());
  disk.setFull(false);
  EXPECT_TRUE(journal.recover(&records));
}

}  // namespace
}  // namespace twophase
