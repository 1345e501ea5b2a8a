// Tests of sim/Disk.h.
#include "sim/Disk.h"

#include <gtest/gtest.h>

#include <set>

namespace sim {
namespace {

class DiskTest : public ::testing::Test {
 protected:
  Disk disk{1, 2};
};

TEST_F(DiskTest, read_aProcessSeesWhatItHasWritten) {
  EXPECT_EQ("", disk.read("a"));
  EXPECT_TRUE(disk.append("a", "one"));
  EXPECT_TRUE(disk.append("a", "two"));
  EXPECT_EQ("onetwo", disk.read("a"));
  EXPECT_EQ(6u, disk.unsyncedBytes("a"));
}

TEST_F(DiskTest, sync_survivesLossOfPower) {
  for (int i = 0; i < 50; ++i) {
    const std::string before = disk.read("a");
    EXPECT_TRUE(disk.append("a", "0123456789"));
    disk.sync("a");
    disk.losePower();
    ASSERT_EQ(before + "0123456789", disk.read("a"));
  }
}

TEST_F(DiskTest, losePower_keepsLosesTearsAndReordersWhatWasNotSynced) {
  const std::string text = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuv";
  bool isLost = false, isKept = false, isTorn = false, isReordered = false;
  for (int i = 0; i < 200; ++i) {
    EXPECT_TRUE(disk.replace("a", "safe"));
    EXPECT_TRUE(disk.append("a", text));
    disk.losePower();
    const std::string left = disk.read("a");
    ASSERT_EQ("safe", left.substr(0, 4));
    const std::string tail = left.substr(4);
    isLost |= tail.empty();
    isKept |= tail == text;
    isTorn |= !tail.empty() && tail != text && text.starts_with(tail);
    isReordered |= tail.find('\0') != std::string::npos;
    EXPECT_EQ(0u, disk.unsyncedBytes("a"));
  }
  EXPECT_TRUE(isLost && isKept && isTorn && isReordered);
}

TEST_F(DiskTest, replace_isSafeAtOnce) {
  EXPECT_TRUE(disk.append("a", "lost"));
  EXPECT_TRUE(disk.replace("a", "new"));
  disk.losePower();
  EXPECT_EQ("new", disk.read("a"));
}

TEST_F(DiskTest, truncate_cutsTheEnd) {
  EXPECT_TRUE(disk.append("a", "012345"));
  disk.truncate("a", 2);
  EXPECT_EQ("01", disk.read("a"));
  EXPECT_EQ(0u, disk.unsyncedBytes("a"));
}

TEST_F(DiskTest, setFull_refusesWhatNeedsRoom) {
  EXPECT_TRUE(disk.replace("a", "0123"));
  disk.setFull(true);
  EXPECT_FALSE(disk.append("a", "4"));
  EXPECT_FALSE(disk.replace("a", "01234"));
  EXPECT_EQ("0123", disk.read("a"));
  EXPECT_TRUE(disk.replace("a", "4567"));
  disk.setFull(false);
  EXPECT_TRUE(disk.append("a", "8"));
  EXPECT_EQ("45678", disk.read("a"));
}

TEST_F(DiskTest, corrupt_flipsOneBitOfWhatWasSynced) {
  EXPECT_FALSE(disk.corrupt());
  EXPECT_TRUE(disk.append("a", "safe"));
  EXPECT_FALSE(disk.corrupt());
  disk.sync("a");
  EXPECT_TRUE(disk.append("a", "open"));
  ASSERT_TRUE(disk.corrupt());
  const std::string before = "safeopen";
  const std::string after = disk.read("a");
  ASSERT_EQ(before.size(), after.size());
  int flipped = 0;
  for (size_t i = 0; i < before.size(); ++i) {
    flipped += __builtin_popcount(static_cast<unsigned char>(before[i] ^ after[i]));
  }
  EXPECT_EQ(1, flipped);
  EXPECT_EQ("open", after.substr(4));
}

TEST_F(DiskTest, losePower_ofEqualSeedsIsEqualAndOfPeersIsNot) {
  std::set<std::string> results;
  const auto after = [](uint64_t seed, PeerId peer) {
    Disk one(seed, peer);
    std::string all;
    for (int i = 0; i < 20; ++i) {
      if (one.append("a", "0123456789abcdefghijklmnopqrstuvwxyz")) one.losePower();
      all += one.read("a") + "|";
    }
    return all;
  };
  EXPECT_EQ(after(1, 2), after(1, 2));
  EXPECT_NE(after(1, 2), after(1, 3));
  EXPECT_NE(after(1, 2), after(2, 2));
}

}  // namespace
}  // namespace sim
