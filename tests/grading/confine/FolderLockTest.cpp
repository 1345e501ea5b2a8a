// Tests of grading/confine/FolderLock.h.
#include "grading/confine/FolderLock.h"

#include <gtest/gtest.h>

#include <fstream>
#include <memory>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/TempFolder.h"

namespace grading {
namespace {

class FolderLockTest : public testing::Test {
 protected:
  const TempFolder temp_;
  const std::string folder_ = temp_.path();
};

TEST_F(FolderLockTest, take_makesTheFolderAndTakesItOnce) {
  FolderLock first, second;
  EXPECT_EQ("", first.take(folder_ + "/a/b"));
  EXPECT_EQ(folder_ + "/a/b: another grading is running there", second.take(folder_ + "/a/b"));
}

TEST_F(FolderLockTest, take_othersFoldersAndThoseWithinAreFree) {
  FolderLock all, inner, other;
  EXPECT_EQ("", all.take(folder_));
  EXPECT_EQ("", inner.take(folder_ + "/inner")) << "of a class, each has its own";
  EXPECT_EQ("", other.take(folder_ + "/other"));
}

TEST_F(FolderLockTest, take_freeAgainAfterTheEnd) {
  auto first = std::make_unique<FolderLock>();
  FolderLock second;
  EXPECT_EQ("", first->take(folder_));
  EXPECT_NE("", second.take(folder_));
  first.reset();
  EXPECT_EQ("", second.take(folder_));
}

TEST_F(FolderLockTest, take_oneAtATime) {
  FolderLock lock;
  EXPECT_EQ("", lock.take(folder_));
  EXPECT_DEATH(lock.take(folder_), "check failed: file_ < 0");
}

TEST_F(FolderLockTest, take_freeAgainAfterAnEndWithoutAWord) {
  const pid_t child = ::fork();
  if (child == 0) {
    static FolderLock held;
    ::_exit(held.take(folder_).empty() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(0, status);
  FolderLock lock;
  EXPECT_EQ("", lock.take(folder_));
}

TEST_F(FolderLockTest, take_whatCannotBeMade) {
  std::ofstream(folder_ + "/file") << "text";
  FolderLock lock;
  EXPECT_EQ(folder_ + "/file/x: cannot be made: Not a directory", lock.take(folder_ + "/file/x"));
}

}  // namespace
}  // namespace grading
