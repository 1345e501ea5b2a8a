// Tests of grading/examine/Warnings.h, and of grading/examine/SourceLine.h.
#include "grading/examine/Warnings.h"

#include <gtest/gtest.h>

#include <sstream>

#include "grading/examine/SourceLine.h"
#include "grading/formats/TextReport.h"

namespace grading {
namespace {

std::vector<Finding> findingsOf(const std::string& said) { return warningFindings(said, {}); }

TEST(SourceLineTest, submittedLine_ofTheFourFilesAlone) {
  EXPECT_EQ("MP2Node.cpp:87", submittedLine("build/a b/source/MP2Node.cpp:87:5: warning: x"));
  EXPECT_EQ("MP1Node.h:3", submittedLine("MP1Node.h:3"));
  EXPECT_FALSE(submittedLine("/usr/include/c++/12/bits/stl_vector.h:12:3"));
  EXPECT_FALSE(submittedLine("MyMP2Node.cpp:87"));
  EXPECT_FALSE(submittedLine("MP2Node.cpp:"));
  EXPECT_FALSE(submittedLine("MP2Node.cpp"));
  EXPECT_FALSE(submittedLine(""));
}

TEST(WarningsTest, warningFindings_noneIsSaid) {
  const auto findings = findingsOf("g++ -c MP2Node.cpp\n");
  ASSERT_EQ(1u, findings.size());
  EXPECT_EQ("warnings", findings[0].name);
  EXPECT_EQ(Finding::Good, findings[0].kind);
  EXPECT_EQ("None.", findings[0].text);
}

TEST(WarningsTest, warningFindings_aMissingReturnIsExplained) {
  const auto findings = findingsOf(
      "source/MP2Node.cpp: In function 'int f()':\n"
      "source/MP2Node.cpp:87:1: warning: control reaches end of non-void function "
      "[-Wreturn-type]\n"
      "   87 | }\n");
  ASSERT_EQ(2u, findings.size());
  EXPECT_EQ("warning-return-type", findings[0].name);
  EXPECT_EQ(0, findings[0].maxPoints());
  EXPECT_EQ(Finding::Weak, findings[1].kind);
  EXPECT_EQ("See above.", findings[1].text);
  EXPECT_EQ(Finding::Weak, findings[0].kind);
  EXPECT_EQ(0u, findings[0].text.find("MP2Node.cpp:87: the compiler says \"control reaches end of "
                                      "non-void function\". Its caller then gets "))
      << findings[0].text;
}

TEST(WarningsTest, warningFindings_byKindAndEachLineOnce) {
  const std::string header = "a/MP1Node.h:9:3: warning: 'x' may be used [-Wmaybe-uninitialized]\n";
  const auto findings =
      findingsOf(header + "a/MP1Node.cpp:4:3: warning: 'y' may [-Wmaybe-uninitialized]\n" + header);
  ASSERT_EQ(2u, findings.size());
  EXPECT_EQ(0u, findings[0].text.find("MP1Node.h:9, MP1Node.cpp:4: the compiler"))
      << findings[0].text;
}

TEST(WarningsTest, warningFindings_manyLinesAreCounted) {
  std::string said;
  for (int line = 1; line <= 7; ++line) {
    said += "MP1Node.cpp:" + std::to_string(line) + ":1: warning: w [-Wformat=]\n";
  }
  const auto findings = findingsOf(said);
  EXPECT_EQ("warning-format", findings[0].name);
  EXPECT_NE(std::string::npos, findings[0].text.find("MP1Node.cpp:5 and 2 more: "))
      << findings[0].text;
}

TEST(WarningsTest, warningFindings_theHarmlessAreSummedUp) {
  const auto findings = findingsOf(
      "MP2Node.cpp:5:7: warning: unused variable 'a' [-Wunused-variable]\n"
      "MP2Node.cpp:6:7: warning: comparison [-Wsign-compare]\n");
  ASSERT_EQ(1u, findings.size());
  EXPECT_EQ(Finding::Good, findings[0].kind);
  EXPECT_EQ(0u, findings[0].text.find("sign-compare in MP2Node.cpp:6; unused-variable in "
                                      "MP2Node.cpp:5. These are mostly harmless"));
}

TEST(WarningsTest, warningFindings_titlesFitInALine) {
  for (const char* flag :
       {"return-type", "parentheses", "misleading-indentation", "uninitialized"}) {
    Grade grade;
    grade.findings = findingsOf("MP1Node.cpp:1:1: warning: w [-W" + std::string(flag) + "]\n");
    ASSERT_EQ(2u, grade.findings.size()) << flag;
    std::istringstream report(textReport(grade));
    for (std::string line; std::getline(report, line);) EXPECT_GE(80u, line.size()) << line;
  }
}

TEST(WarningsTest, warningFindings_hiddenOnesAreNotGood) {
  const auto findings = warningFindings("", {"MP1Node.h:3 (#line)", "MP2Node.cpp:1 (_Pragma)"});
  ASSERT_EQ(2u, findings.size());
  EXPECT_EQ("warning-hidden", findings[0].name);
  EXPECT_EQ(0, findings[0].maxPoints());
  EXPECT_EQ(0u, findings[0].text.find("MP1Node.h:3 (#line), MP2Node.cpp:1 (_Pragma): what"));
  EXPECT_EQ(Finding::Weak, findings[1].kind);
}

TEST(WarningsTest, warningFindings_othersFilesAndOtherTextAreNone) {
  const auto findings = findingsOf(
      "stores/CourseStore.cpp:5:7: warning: control reaches end [-Wreturn-type]\n"
      "MP2Node.cpp:5:7: error: expected ';' [-Wreturn-type]\n"
      "MP2Node.cpp:5:7: warning: no flag\n"
      " [-Wreturn-type]\n");
  EXPECT_EQ(1u, findings.size());
}

}  // namespace
}  // namespace grading
