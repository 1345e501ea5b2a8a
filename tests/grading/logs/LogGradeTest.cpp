// Tests of grading/logs/LogGrade.h.
#include "grading/logs/LogGrade.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "grading/formats/TextReport.h"
#include "tests/support/GradingTestLogs.h"

namespace grading {
namespace {

using gradingtest::createLog;
using gradingtest::joinLog;
using gradingtest::LogText;
using gradingtest::sectionLog;

// A folder of its own for each test, removed afterwards.
class LogGradeTest : public testing::Test {
 protected:
  LogGradeTest() {
    const testing::TestInfo* const info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) / (std::string("log-") + info->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~LogGradeTest() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }

  std::string grade(const std::vector<std::string>& paths, const char* choice = "all") {
    for (const TestChoice& one : testChoices()) {
      if (one.name == choice) return gradeLogFiles(paths, one, &grade_);
    }
    return "no such choice";
  }

  std::filesystem::path folder_;
  Grade grade_;
};

TEST_F(LogGradeTest, scenarioOfFileName_isItsFirstWord) {
  EXPECT_EQ(Scenario::Create, scenarioOfFileName("create.dbg.log"));
  EXPECT_EQ(Scenario::Read, scenarioOfFileName("/a/create/read-seed-3.txt"));
  EXPECT_EQ(Scenario::MsgDropSingleFailure, scenarioOfFileName("msgdropsinglefailure2"));
  EXPECT_EQ(std::nullopt, scenarioOfFileName("dbg.log"));
  EXPECT_EQ(std::nullopt, scenarioOfFileName("readme.txt"));
  EXPECT_EQ(std::nullopt, scenarioOfFileName(""));
}

TEST_F(LogGradeTest, scenarioOfText_byOperationsOrByFailures) {
  EXPECT_EQ(Scenario::Create, scenarioOfText(createLog().text()));
  const std::string creates = createLog().text();
  EXPECT_EQ(Scenario::Read, scenarioOfText(creates + sectionLog("READ", "read").text()));
  EXPECT_EQ(Scenario::Update, scenarioOfText(creates + sectionLog("UPDATE", "update").text()));
  LogText deletes;
  deletes.operation(150, 2, "DELETE", "key00", "value7");
  EXPECT_EQ(Scenario::Delete, scenarioOfText(creates + deletes.text()));
  // A read log has failures, too.
  LogText failing = sectionLog("READ", "read");
  EXPECT_EQ(Scenario::Read, scenarioOfText(failing.add(175, 4, "Node failed at time=175").text()));
  LogText one = joinLog();
  EXPECT_EQ(Scenario::SingleFailure, scenarioOfText(addFailures(&one, 3, 3).text()));
  LogText five = joinLog();
  EXPECT_EQ(Scenario::MultiFailure, scenarioOfText(addFailures(&five, 2, 6).text()));
  EXPECT_EQ(std::nullopt, scenarioOfText(joinLog().text()));
  EXPECT_EQ(std::nullopt, scenarioOfText(""));
}

TEST_F(LogGradeTest, gradeLogFiles_inTheCoursesOrderAndNothingElse) {
  const std::string read = write("read.dbg.log", sectionLog("READ", "read").text());
  const std::string create = write("some.log", createLog().text());
  EXPECT_EQ("", grade({read, create}));
  ASSERT_EQ(7u, grade_.tests.size());
  EXPECT_EQ("create1", grade_.tests[0].name);
  EXPECT_EQ("read1", grade_.tests[1].name);
  EXPECT_EQ(43, grade_.points());
  EXPECT_TRUE(grade_.isOfLogs);
  EXPECT_EQ(read + ", " + create, grade_.submission);
  ASSERT_EQ(1u, grade_.notices.size());
  EXPECT_EQ(create + " is taken for a log of the create test", grade_.notices[0]);
}

TEST_F(LogGradeTest, gradeLogFiles_theNameDecides) {
  LogText log = joinLog();
  const std::string drop = write("msgdropsinglefailure.log", addFailures(&log, 3, 3).text());
  EXPECT_EQ("", grade({drop}));
  EXPECT_EQ("drop.join", grade_.tests.at(0).name);
  EXPECT_TRUE(grade_.notices.empty());
}

TEST_F(LogGradeTest, gradeLogFiles_messageDropIsKnownByTheNameAlone) {
  LogText log = joinLog();
  EXPECT_EQ("", grade({write("dbg.log", addFailures(&log, 3, 3).text())}));
  EXPECT_EQ("single.join", grade_.tests.at(0).name);
  EXPECT_NE(std::string::npos, grade_.notices.at(0).find("msgdropsinglefailure"));
}

TEST_F(LogGradeTest, gradeLogFiles_whatIsWrong) {
  const std::string read = write("read.dbg.log", "");
  const std::string other = write("read-2.log", "");
  const std::string nothing = write("x.log", "131\n");
  EXPECT_EQ(folder_.string() + ": it is no regular file", grade({folder_.string()}));
  EXPECT_EQ("/dev/null: it is no regular file", grade({"/dev/null"}));
  EXPECT_EQ("nowhere: there is no such file", grade({"nowhere"}));
  const std::string empty = write("y.log", "");
  EXPECT_EQ(empty + ": it is empty, and its name does not tell of which test it is",
            grade({empty}));
  EXPECT_EQ(other + " and " + read + " are both logs of the read test; one at a time is allowed",
            grade({read, other}));
  EXPECT_EQ(nothing +
                ": neither its name nor its lines tell of which test it is; its name may be "
                "create.dbg.log, delete.dbg.log, read.dbg.log, update.dbg.log, "
                "singlefailure.dbg.log, multifailure.dbg.log, msgdropsinglefailure.dbg.log",
            grade({nothing}));
  EXPECT_EQ("none of these logs has a test of --test=membership", grade({read}, "membership"));
}

TEST_F(LogGradeTest, gradeLogFiles_choosesTests) {
  const std::string read = write("read.dbg.log", sectionLog("READ", "read", 0, "a150b").text());
  EXPECT_EQ("", grade({read}, "stabilization"));
  ASSERT_EQ(2u, grade_.tests.size());
  EXPECT_EQ("read3b", grade_.tests[0].name);
  EXPECT_EQ(0u, grade_.tests[0].explanation.find("a fair reading gives 10 of 10 here: "));
  EXPECT_EQ(0u, grade_.tests[1].explanation.find("a fair reading gives 6 of 6 here: "));
}

TEST_F(LogGradeTest, explanation_ofFullMarksIsReportedAndOfClassicThereIsNone) {
  const std::string create = write("create.dbg.log", "");
  EXPECT_EQ("", grade({create}));
  EXPECT_EQ(3, grade_.points());
  const std::string report = textReport(grade_);
  EXPECT_NE(std::string::npos,
            report.find("TEST 1 SCORE..................: 3 / 3\n    note: the log is empty"))
      << report;
  EXPECT_NE(std::string::npos, report.find("\n    a fair reading gives 0 of 3 here")) << report;
  grade_ = Grade();
  grade_.isClassic = true;
  EXPECT_EQ("", grade({create}));
  EXPECT_EQ("", grade_.tests.at(0).explanation);
}

TEST_F(LogGradeTest, gradeLogFolder_explainsAsWell) {
  write("create.dbg.log", "");
  EXPECT_EQ("", gradeLogFolder(folder_.string(), testChoices().front(), &grade_));
  EXPECT_EQ(15u, grade_.tests.size());
  EXPECT_EQ(0u, grade_.tests.at(0).explanation.find("a fair reading gives 0 of 3"));
  EXPECT_EQ("", grade_.tests.at(3).explanation);
  EXPECT_EQ("no delete.dbg.log in " + folder_.string(), grade_.tests.at(1).reason);
}

}  // namespace
}  // namespace grading
