// Tests of host/OutputClash.h.
#include "host/OutputClash.h"

#include <gtest/gtest.h>

namespace host {
namespace {

TEST(OutputClashTest, outputClash_filesOfTheirOwn) {
  EXPECT_EQ("", outputClash({}));
  EXPECT_EQ("", outputClash({{"the conf file", "a.conf", false}, {"--report", "b.html"}}));
  EXPECT_EQ("", outputClash({{"--trace", ""}, {"--report", ""}}));
}

TEST(OutputClashTest, outputClash_twoInputsMayBeOne) {
  EXPECT_EQ("", outputClash({{"--from-trace", "a", false}, {"--compare-with", "a", false}}));
}

TEST(OutputClashTest, outputClash_anOutputInThePlaceOfAnother) {
  EXPECT_EQ("nowhere/../b.html: --report and --timeline would be the same file",
            outputClash({{"--report", "b.html"}, {"--timeline", "nowhere/../b.html"}}));
}

TEST(OutputClashTest, outputClash_anOutputInThePlaceOfAnInput) {
  EXPECT_EQ("./a: --from-trace and --report would be the same file",
            outputClash({{"--from-trace", "a", false}, {"--report", "./a"}}));
  EXPECT_EQ("a: --report and --compare-with would be the same file",
            outputClash({{"--report", "a"}, {"--compare-with", "a", false}}));
}

TEST(OutputClashTest, outputClash_oneOutputAloneIsOnStandardOutput) {
  EXPECT_EQ("", outputClash({{"--timeline", "-"}, {"--report", "b.html"}}));
  EXPECT_EQ("--timeline and --perfetto: one of the two is allowed on standard output",
            outputClash({{"--timeline", "-"}, {"--perfetto", "-"}}));
}

}  // namespace
}  // namespace host
