// Tests of host/TemporaryFolder.h.
#include "host/TemporaryFolder.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "host/WholeFile.h"

namespace host {
namespace {

TEST(TemporaryFolderTest, isRemovedWithItsFiles) {
  std::string path;
  {
    const TemporaryFolder folder;
    path = folder.path();
    EXPECT_EQ("", writeWholeFile(path + "/file", "text"));
    const TemporaryFolder other;
    EXPECT_NE(path, other.path());
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace host
