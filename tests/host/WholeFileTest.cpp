// Tests of host/WholeFile.h.
#include "host/WholeFile.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/Environment.h"
#include "tests/support/TempFile.h"

namespace grading {
namespace {

TEST(WholeFileTest, writeWholeFile_replacesWhatWasThere) {
  const TempFile file("longer than what comes");
  EXPECT_EQ("", host::writeWholeFile(file.path(), "new"));
  EXPECT_EQ("new", file.content());
  const TempFile none;
  EXPECT_EQ("", host::writeWholeFile(none.path(), ""));
  EXPECT_TRUE(none.exists());
}

TEST(WholeFileTest, writeWholeFile_failureLeavesNothingBehind) {
  const std::string folder = testing::TempDir() + "whole_file." + std::to_string(::getpid());
  EXPECT_EQ(folder + "/grade: cannot be written: No such file or directory",
            host::writeWholeFile(folder + "/grade", "text"));
  std::filesystem::create_directories(folder);
  EXPECT_NE("", host::writeWholeFile(folder, "text")) << "a folder";
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  EXPECT_EQ("", host::writeWholeFile(folder + "/grade", "text"));
  EXPECT_EQ(1, std::distance(std::filesystem::directory_iterator(folder), {}));
  std::filesystem::remove_all(folder);
}

TEST(WholeFileTest, writeWholeFile_fullDisk) {
  SKIP_WITHOUT_FULL_DEVICE();
  EXPECT_EQ("/dev/full: cannot be written: No space left on device",
            host::writeWholeFile("/dev/full", "text"));
}

TEST(WholeFileTest, whyUnwritable_leavesEverythingAsItIs) {
  const TempFile file("old");
  EXPECT_EQ("", host::whyUnwritable(file.path()));
  EXPECT_EQ("old", file.content());
  const TempFile none;
  EXPECT_EQ("", host::whyUnwritable(none.path()));
  EXPECT_FALSE(none.exists());
  EXPECT_EQ("", host::whyUnwritable("-"));
  EXPECT_EQ("", host::whyUnwritable("/dev/null"));
}

TEST(WholeFileTest, whyUnwritable_reasons) {
  const TempFile none;
  EXPECT_EQ(none.path() + "/x: cannot be written: No such file or directory",
            host::whyUnwritable(none.path() + "/x"));
  EXPECT_EQ(testing::TempDir() + ": cannot be written: Is a directory",
            host::whyUnwritable(testing::TempDir()));
  const TempFile file("");
  EXPECT_EQ(file.path() + "/x: cannot be written: Not a directory",
            host::whyUnwritable(file.path() + "/x"));
}

TEST(WholeFileTest, outputClash_filesOfTheirOwn) {
  EXPECT_EQ("", host::outputClash({}));
  EXPECT_EQ("", host::outputClash({{"the conf file", "a.conf", false}, {"--report", "b.html"}}));
  EXPECT_EQ("", host::outputClash({{"--trace", ""}, {"--report", ""}}));
}

TEST(WholeFileTest, outputClash_twoInputsMayBeOne) {
  EXPECT_EQ("", host::outputClash({{"--from-trace", "a", false}, {"--compare-with", "a", false}}));
}

TEST(WholeFileTest, outputClash_anOutputInThePlaceOfAnother) {
  EXPECT_EQ("nowhere/../b.html: --report and --timeline would be the same file",
            host::outputClash({{"--report", "b.html"}, {"--timeline", "nowhere/../b.html"}}));
}

TEST(WholeFileTest, outputClash_anOutputInThePlaceOfAnInput) {
  EXPECT_EQ("./a: --from-trace and --report would be the same file",
            host::outputClash({{"--from-trace", "a", false}, {"--report", "./a"}}));
  EXPECT_EQ("a: --report and --compare-with would be the same file",
            host::outputClash({{"--report", "a"}, {"--compare-with", "a", false}}));
}

TEST(WholeFileTest, outputClash_oneOutputAloneIsOnStandardOutput) {
  EXPECT_EQ("", host::outputClash({{"--timeline", "-"}, {"--report", "b.html"}}));
  EXPECT_EQ("--timeline and --perfetto: one of the two is allowed on standard output",
            host::outputClash({{"--timeline", "-"}, {"--perfetto", "-"}}));
}

TEST(WholeFileTest, appendWhole_addsAndNeverCreates) {
  const TempFile file("a\n");
  EXPECT_EQ("", host::appendWhole(file.path(), "b\n"));
  EXPECT_EQ("a\nb\n", file.content());
  const TempFile none;
  EXPECT_EQ(none.path() + ": cannot be written: No such file or directory",
            host::appendWhole(none.path(), "b\n"));
  EXPECT_FALSE(none.exists());
}

}  // namespace
}  // namespace grading
