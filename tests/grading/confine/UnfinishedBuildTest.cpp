// Tests of grading/confine/UnfinishedBuild.h.
#include "grading/confine/UnfinishedBuild.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/TempFolder.h"

namespace grading {
namespace {

class UnfinishedBuildTest : public testing::Test {
 protected:
  void make(const std::string& name) const { std::ofstream(folder_ + "/" + name) << "text"; }
  bool has(const std::string& name) const { return std::filesystem::exists(folder_ + "/" + name); }

  const TempFolder temp_;
  const std::string folder_ = temp_.path();
};

TEST_F(UnfinishedBuildTest, whatAWholeBuildHasMadeStays) {
  {
    const UnfinishedBuild first(folder_);
    make("MP1Node.o");
  }
  const UnfinishedBuild second(folder_);
  EXPECT_TRUE(has("MP1Node.o"));
}

TEST_F(UnfinishedBuildTest, whatACutOffOneHasMadeGoes) {
  make("origin");
  make(".lock");
  const pid_t child = ::fork();
  if (child == 0) {
    const UnfinishedBuild build(folder_);
    make("MP1Node.o");
    std::filesystem::create_directory(folder_ + "/sanitized");
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(has("MP1Node.o"));
  const UnfinishedBuild next(folder_);
  EXPECT_FALSE(has("MP1Node.o"));
  EXPECT_FALSE(has("sanitized"));
  EXPECT_TRUE(has("origin")) << "make does not write it";
  EXPECT_TRUE(has(".lock"));
}

TEST_F(UnfinishedBuildTest, itsFolderNeedNotBeThere) {
  const UnfinishedBuild build(folder_ + "/a/b");
  EXPECT_TRUE(has("a/b"));
}

}  // namespace
}  // namespace grading
