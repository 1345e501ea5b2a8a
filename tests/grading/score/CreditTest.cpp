// Tests of grading/score/Credit.h, and of what full marks are.
#include "grading/score/Credit.h"

#include <gtest/gtest.h>

#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

const TestChoice& all() { return testChoices().front(); }

Finding good(std::optional<Part> part) {
  Finding finding;
  finding.name = "x";
  finding.text = "It is good.";
  finding.replay = "a command";
  finding.part = part;
  return finding;
}

Grade activeGrade() {
  Grade grade;
  grade.active = {Part::Membership, Part::Store};
  grade.findings = {good(Part::Membership), good(Part::Store), good(std::nullopt)};
  return grade;
}

TEST(CreditTest, lackingTests_haveNoPointsAndStandInTheCoursesOrder) {
  Grade grade;
  grade.lacking[Part::Store] = "MP2Node.cpp is missing";
  const TestChoice rest = withoutLacking(all(), grade);
  EXPECT_EQ(std::vector<Scenario>(kMembershipScenarios.begin(), kMembershipScenarios.end()),
            rest.scenarios);
  for (const Scenario scenario : rest.scenarios) {
    for (const TestGrade& test : gradeTests({gradingtest::runOf(scenario, 1)})) {
      grade.tests.push_back(test);
    }
  }
  addLackingTests(all(), &grade);
  EXPECT_EQ(90, grade.points());
  EXPECT_EQ(180, grade.maxPoints());
  EXPECT_EQ("create1", grade.tests.front().name);
  EXPECT_EQ(0u, grade.tests.front().reason.find("MP2Node.cpp is missing: "));
  EXPECT_FALSE(grade.hasFullMarks());
}

TEST(CreditTest, withholdCredit_notOfWhatWorks) {
  Grade grade = activeGrade();
  withholdCredit(&grade);
  for (const Finding& finding : grade.findings) EXPECT_EQ(Finding::Good, finding.kind);
}

TEST(CreditTest, withholdCredit_ofAPartThatIsOurs) {
  Grade grade = activeGrade();
  grade.lacking[Part::Store] = "MP2Node.cpp is missing";
  withholdCredit(&grade);
  EXPECT_EQ(Finding::Good, grade.findings[0].kind);
  EXPECT_EQ(Finding::NotShown, grade.findings[1].kind);
  EXPECT_EQ(0u, grade.findings[1].text.find("MP2Node.cpp is missing: "));
  EXPECT_EQ("", grade.findings[1].replay);
  EXPECT_EQ(Finding::Good, grade.findings[2].kind);
}

TEST(CreditTest, withholdCredit_ofAllAsLongAsAPartDoesNothing) {
  for (const Part idle : {Part::Membership, Part::Store}) {
    Grade grade = activeGrade();
    grade.active.erase(idle);
    grade.isStrict = true;
    withholdCredit(&grade);
    for (const Finding& finding : grade.findings) EXPECT_EQ(Finding::NotShown, finding.kind);
    EXPECT_EQ(0, grade.points());
    EXPECT_EQ(15, grade.maxPoints());
  }
}

TEST(CreditTest, hasFullMarks_withoutTestsOnlyIfSomethingWasShown) {
  Grade grade;
  EXPECT_FALSE(grade.hasFullMarks());
  grade.findings = {good(Part::Store)};
  EXPECT_TRUE(grade.hasFullMarks());
  grade.findings.push_back(good(Part::Store));
  grade.findings.back().kind = Finding::NotShown;
  EXPECT_FALSE(grade.hasFullMarks());
}

}  // namespace
}  // namespace grading
