// Tests of report/Base64.h.
#include "report/Base64.h"

#include <gtest/gtest.h>

namespace report {
namespace {

TEST(Base64Test, base64_theStandardsExamples) {
  EXPECT_EQ("", base64(""));
  EXPECT_EQ("Zg==", base64("f"));
  EXPECT_EQ("Zm8=", base64("fo"));
  EXPECT_EQ("Zm9v", base64("foo"));
  EXPECT_EQ("Zm9vYg==", base64("foob"));
  EXPECT_EQ("Zm9vYmE=", base64("fooba"));
  EXPECT_EQ("Zm9vYmFy", base64("foobar"));
}

TEST(Base64Test, base64_allBytes) {
  EXPECT_EQ("AP+A", base64(std::string("\0\xff\x80", 3)));
  EXPECT_EQ("+/8=", base64("\xfb\xff"));
}

}  // namespace
}  // namespace report
