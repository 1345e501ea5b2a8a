// Tests of grading/intake/Edition.h.
#include "grading/intake/Edition.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/TempFolder.h"

namespace grading {
namespace {

class EditionTest : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.path() + "/" + name) << text;
  }

  std::vector<std::string> notices() { return editionNotices(folder_.path()); }

  TempFolder folder_;
};

TEST_F(EditionTest, editionNotices_noneWithoutAReason) {
  write("MP1Node.edition", "c++11 2014\n\n");
  write("MP2Node.edition", "c++17 2014\n\n");
  EXPECT_TRUE(notices().empty());
}

TEST_F(EditionTest, editionNotices_noneWithoutABuild) { EXPECT_TRUE(notices().empty()); }

TEST_F(EditionTest, editionNotices_oneForEachNode) {
  write("MP1Node.edition", "c++11 2014a\nwith those of 2014 the compiler says 'x' is y\n");
  write("MP2Node.edition", "c++11 2020\nit is asked for\n");
  ASSERT_EQ(2u, notices().size());
  EXPECT_EQ(
      "MP1Node.cpp gets the headers of the course's 2014a edition: with those of 2014 the compiler "
      "says 'x' is y.",
      notices()[0]);
  EXPECT_EQ("MP2Node.cpp gets the headers of the course's 2020 edition: it is asked for.",
            notices()[1]);
}

}  // namespace
}  // namespace grading
