// Tests of grading/pages/ClassPages.h.
#include "grading/pages/ClassPages.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "grading/formats/Csv.h"
#include "host/WholeFile.h"
#include "tests/support/SampleGrade.h"
#include "tests/support/TempFolder.h"

namespace grading {
namespace {

void write(const std::string& path, const std::string& text) {
  EXPECT_EQ("", host::writeWholeFile(path, text));
}

TEST(ClassPagesTest, pageFileName_isPlainAndDiffers) {
  std::set<std::string> names;
  const std::vector<std::string> all = {"a",        "A",     "a b",  "a_b",
                                        "a/b",      "..",    "x%41", "<img>",
                                        "\xc3\xa9", "index", "",     std::string(255, 'x')};
  for (const std::string& name : all) {
    const std::string file = pageFileName(name);
    EXPECT_TRUE(names.insert(file).second) << name;
    EXPECT_TRUE(file.ends_with(".html"));
    EXPECT_LT(file.size(), 120u);
    EXPECT_EQ(
        std::string::npos,
        file.substr(0, file.size() - 5)
            .find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"));
    EXPECT_NE("index.html", file);
  }
}

TEST(ClassPagesTest, fingerprintOf_changesWithTheFilesAndTheSettings) {
  const TempFolder folder;
  const std::string one = folder.path() + "/one";
  std::filesystem::create_directories(one);
  write(one + "/MP1Node.cpp", "a");
  const std::string before = fingerprintOf(one, "x");
  EXPECT_EQ(before, fingerprintOf(one, "x"));
  EXPECT_NE(before, fingerprintOf(one, "y"));
  write(one + "/MP1Node.cpp", "b");
  const std::string changed = fingerprintOf(one, "x");
  EXPECT_NE(before, changed);
  std::filesystem::rename(one + "/MP1Node.cpp", one + "/MP2Node.cpp");
  EXPECT_NE(changed, fingerprintOf(one, "x"));
  std::filesystem::create_symlink("/", one + "/link");
  EXPECT_NE("", fingerprintOf(one, "x"));
  EXPECT_NE("", fingerprintOf(folder.path() + "/missing", "x"));
}

TEST(ClassPagesTest, isUpToDate_whileThePageAndTheFilesAreTheSame) {
  const TempFolder folder;
  const std::string file = folder.path() + "/a, \"b\".zip";
  write(file, "1");
  ClassPages pages(folder.path() + "/pages", "options");
  ASSERT_EQ("", pages.open());
  EXPECT_FALSE(pages.isUpToDate("a, \"b\".zip", file));
  write(pages.pageOf("a, \"b\".zip"), "page");
  ASSERT_EQ("", pages.note("a, \"b\".zip"));
  ClassPages again(folder.path() + "/pages", "options");
  ASSERT_EQ("", again.open());
  EXPECT_TRUE(again.isUpToDate("a, \"b\".zip", file));
  ClassPages others(folder.path() + "/pages", "other options");
  ASSERT_EQ("", others.open());
  EXPECT_FALSE(others.isUpToDate("a, \"b\".zip", file));
  write(file, "2");
  EXPECT_FALSE(again.isUpToDate("a, \"b\".zip", file));
}

TEST(ClassPagesTest, classPage_hasThoseOfTheClassAlone) {
  Grade other;
  other.submission = "somebody-else";
  const std::string table = csvHeader() + csvRow(gradingtest::sampleGrade()) + csvRow(other);
  const std::string page = classPage("A <class>", {gradingtest::sampleGrade().submission}, table);
  EXPECT_NE(std::string::npos, page.find("<title>A &lt;class&gt;</title>"));
  EXPECT_NE(std::string::npos, page.find("\"read2 0/9\""));
  EXPECT_NE(std::string::npos, page.find("team \\u003c7> & \\\"co\\\""));
  EXPECT_EQ(std::string::npos, page.find("somebody-else"));
}

}  // namespace
}  // namespace grading
