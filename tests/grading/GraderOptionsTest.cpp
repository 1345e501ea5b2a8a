// Tests of grading/GraderOptions.h.
#include "grading/GraderOptions.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

GraderOptions read(const std::vector<std::string>& arguments) {
  GraderOptions options;
  EXPECT_EQ(std::nullopt, readGraderOptions(arguments, &options));
  return options;
}

std::string misuseOf(const std::vector<std::string>& arguments) {
  GraderOptions options;
  return readGraderOptions(arguments, &options).value_or("");
}

TEST(GraderOptionsTest, seeds_twentyAreTheDefault) {
  EXPECT_EQ(1u, read({}).seeds.first);
  EXPECT_EQ(20u, read({}).seeds.last);
  EXPECT_EQ(5u, read({"--seeds", "2..5"}).seeds.last);
}

TEST(GraderOptionsTest, shardsAndMerges) {
  EXPECT_EQ((host::Shard{2, 3}),
            read({"--submissions", "all", "--csv", "file", "--shard", "2/3"}).shard);
  EXPECT_EQ("--shard: allowed with --submissions alone", misuseOf({"--shard", "2/3"}));
  EXPECT_EQ((std::vector<std::string>{"a", "b"}),
            read({"--merge", "a", "b", "--csv", "c"}).mergedTables);
  EXPECT_NE("", misuseOf({"--merge", "a"}));
  EXPECT_NE("", misuseOf({"--merge", "--csv", "c"}));
  EXPECT_NE("", misuseOf({"--merge", "a", "--csv", "c", "--classic"}));
}

TEST(GraderOptionsTest, isForClass_manyOrForAPlatform) {
  EXPECT_FALSE(isForClass(read({})));
  EXPECT_FALSE(isForClass(read({"--submission", "mine", "--json", "file"})));
  EXPECT_TRUE(isForClass(read({"--submissions", "all", "--csv", "file"})));
  EXPECT_TRUE(isForClass(read({"--submission", "one", "--gradescope", "file"})));
  EXPECT_TRUE(isForClass(read({"--submission", "one", "--row", "file"})));
  EXPECT_FALSE(read({}).acceptsReadableFiles);
  EXPECT_TRUE(read({"--accept-readable-files"}).acceptsReadableFiles);
}

TEST(GraderOptionsTest, classic_isOneSeed) {
  EXPECT_EQ(1u, read({"--classic"}).seeds.last);
  const GraderOptions options = read({"--seed=7", "--classic"});
  EXPECT_TRUE(options.isClassic);
  EXPECT_EQ(7u, options.seeds.first);
  EXPECT_EQ(7u, options.seeds.last);
  EXPECT_NE("", misuseOf({"--seed", "7"}));
  EXPECT_NE("", misuseOf({"--classic", "--seeds", "1..2"}));
  EXPECT_EQ("--seed 1..2: a whole number from 0 to 18446744073709551615 is allowed",
            misuseOf({"--classic", "--seed", "1..2"}));
}

TEST(GraderOptionsTest, helpAndVersion) {
  EXPECT_TRUE(read({"--help"}).help);
  EXPECT_TRUE(read({"-h"}).help);
  EXPECT_TRUE(read({"--version"}).version);
}

TEST(GraderOptionsTest, logsAloneMayBeGivenTwice) {
  EXPECT_EQ(2u, read({"--log", "a", "--log", "b"}).logFiles.size());
  EXPECT_EQ("--json: is given twice; once is allowed", misuseOf({"--json", "a", "--json", "b"}));
  EXPECT_EQ("--out: is given twice; once is allowed", misuseOf({"--out=a", "--out=b"}));
}

TEST(GraderOptionsTest, json_theFileMayBeLeftOut) {
  EXPECT_EQ("-", read({"--json"}).formats.at(0).path);
  EXPECT_EQ("-", read({"--json", "--classic"}).formats.at(0).path);
  EXPECT_EQ("-", read({"--json", "-"}).formats.at(0).path);
  EXPECT_EQ("a.json", read({"--json", "a.json"}).formats.at(0).path);
  EXPECT_EQ("a.json", read({"--json=a.json"}).formats.at(0).path);
  EXPECT_EQ("--junit: FILE is missing: a file, or -, is allowed", misuseOf({"--junit"}));
}

TEST(GraderOptionsTest, formats_oneAloneGoesToTheScreen) {
  EXPECT_EQ(3u, read({"--json", "--junit", "a", "--gradescope", "b"}).formats.size());
  EXPECT_EQ("only one format can go to standard output", misuseOf({"--json", "--coursera"}));
}

TEST(GraderOptionsTest, edition_isOneOfThree) {
  EXPECT_EQ("", read({}).edition);
  for (const char* name : {"2014a", "2014", "2020"})
    EXPECT_EQ(name, read({"--edition", name}).edition);
  EXPECT_EQ("--edition 2019: one of 2014a 2014 2020 is allowed", misuseOf({"--edition", "2019"}));
  EXPECT_NE("", misuseOf({"--edition", "2014a", "--logs", "logs"}));
  EXPECT_EQ("2020",
            read({"--edition", "2020", "--submissions", "class", "--csv", "a.csv"}).edition);
}

TEST(GraderOptionsTest, submissions_withATableAndNothingElse) {
  EXPECT_EQ("a.csv", read({"--submissions", "class", "--csv", "a.csv"}).csvFile);
  EXPECT_NE("", misuseOf({"--submissions", "class"}));
  EXPECT_NE("", misuseOf({"--csv", "a.csv"}));
  EXPECT_NE("", misuseOf({"--submissions", "class", "--csv", "a.csv", "--json"}));
}

TEST(GraderOptionsTest, html_ofOneOrOfMany) {
  EXPECT_EQ("a.html", read({"--html", "a.html"}).htmlFile);
  EXPECT_EQ("pages", read({"--submissions", "class", "--html", "pages"}).htmlFile);
  EXPECT_EQ("a.csv", read({"--submissions", "class", "--html", "p", "--csv", "a.csv"}).csvFile);
  EXPECT_NE("", misuseOf({"--html", "-"}));
  EXPECT_NE("", misuseOf({"--lab", "1", "--html", "a.html"}));
}

TEST(GraderOptionsTest, log_takesSeveralFilesAndNothingThatRuns) {
  const std::vector<std::string> files = {"a", "b", "c"};
  EXPECT_EQ(files, read({"--log", "a", "b", "--test=crud", "c"}).logFiles);
  EXPECT_EQ(files, read({"--log=a", "--log", "b", "--log=c", "--classic"}).logFiles);
  EXPECT_EQ("b: no argument is allowed here; --help lists the options", misuseOf({"b"}));
  EXPECT_EQ("--log and --logs: not allowed together", misuseOf({"--log", "a", "--logs", "b"}));
  EXPECT_NE("", misuseOf({"--log", "a", "--submission", "b"}));
  EXPECT_NE("", misuseOf({"--logs", "a", "--submission", "b"}));
  EXPECT_NE("", misuseOf({"--log", "a", "--submissions", "class", "--csv", "a.csv"}));
}

TEST(GraderOptionsTest, quality_ofAllTestsOrAlone) {
  EXPECT_TRUE(examinesQuality(read({})));
  EXPECT_TRUE(examinesQuality(read({"--test=quality", "--strict"})));
  EXPECT_TRUE(read({"--test=quality"}).choice->scenarios.empty());
  EXPECT_FALSE(examinesQuality(read({"--test=crud"})));
  EXPECT_FALSE(examinesQuality(read({"--classic"})));
  EXPECT_FALSE(examinesQuality(read({"--logs", "logs"})));
  EXPECT_FALSE(examinesQuality(read({"--log", "read.log"})));
}

TEST(GraderOptionsTest, strict_needsTheExamination) {
  EXPECT_TRUE(read({"--strict"}).isStrict);
  EXPECT_FALSE(read({}).isStrict);
  EXPECT_EQ("--strict: allowed with --test all and --test quality",
            misuseOf({"--strict", "--test=crud"}));
  EXPECT_EQ("--strict: not allowed with --classic", misuseOf({"--strict", "--classic"}));
  EXPECT_EQ("--strict: not allowed with logs: it needs runs",
            misuseOf({"--strict", "--logs", "logs"}));
  EXPECT_EQ("--strict: not allowed with logs: it needs runs",
            misuseOf({"--strict", "--log", "read.log"}));
  EXPECT_EQ("--test quality: not allowed with --classic",
            misuseOf({"--test=quality", "--classic"}));
}

TEST(GraderOptionsTest, chosenOf_leavesTheChosenTests) {
  const GraderOptions options = read({"--test=fault-tolerance"});
  EXPECT_TRUE(options.choice->has(Scenario::Read));
  EXPECT_FALSE(options.choice->has(Scenario::Create));
  const ScenarioScore score = chosenOf(zeroScore(Scenario::Read, "r"), *options.choice);
  ASSERT_EQ(2u, score.tests.size());
  EXPECT_EQ("read3a", score.tests[1].name);
}

}  // namespace
}  // namespace grading
