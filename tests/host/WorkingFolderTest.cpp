#include "host/WorkingFolder.h"

#include <gtest/gtest.h>
#include <filesystem>

namespace host {
namespace {

TEST(WorkingFolderTest, returnsAtItsEnd) {
  const std::filesystem::path before = std::filesystem::current_path();
  {
    const WorkingFolder folder;
    std::filesystem::current_path("/");
    ASSERT_NE(before, std::filesystem::current_path());
  }
  EXPECT_EQ(before, std::filesystem::current_path());
}

}  // namespace
}  // namespace host
