// Tests of grading/examine/FieldDependence.h.
#include "grading/examine/FieldDependence.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

FieldDependence runOf(Scenario scenario, const std::string& zeros, const std::string& ones,
                      const std::vector<std::string>& fields) {
  return {scenario, 7, zeros, ones, fields, "./Application x --fill ones --seed 7"};
}

bool has(const Finding& finding, const std::string& text) {
  return finding.text.find(text) != std::string::npos;
}

TEST(FieldDependenceTest, fieldFindingOf_equalLogsAreGood) {
  for (const Finding& finding :
       {fieldFindingOf({}), fieldFindingOf({runOf(Scenario::Read, "131\n a", "131\n a", {})})}) {
    EXPECT_EQ(Finding::Good, finding.kind);
    EXPECT_EQ("unset-fields", finding.name);
    EXPECT_EQ(0, finding.maxPoints());
  }
}

TEST(FieldDependenceTest, fieldFindingOf_namesFieldLinesAndScenarios) {
  const Finding finding =
      fieldFindingOf({runOf(Scenario::Read, "131\n five", "131\n four", {"Message.success"}),
                      runOf(Scenario::Update, "1", "2", {})});
  EXPECT_EQ(Finding::Weak, finding.kind);
  EXPECT_TRUE(has(finding, "reads Message.success, which")) << finding.text;
  EXPECT_TRUE(has(finding, "Seed 7 of read and update was run")) << finding.text;
  EXPECT_TRUE(has(finding, "one run has:  five\n  the other:   four\n")) << finding.text;
  EXPECT_FALSE(has(finding, "2020")) << finding.text;
  EXPECT_EQ("./Application x --fill ones --seed 7", finding.replay);
}

TEST(FieldDependenceTest, fieldFindingOf_eachFieldOnce) {
  const Finding finding =
      fieldFindingOf({runOf(Scenario::Read, "1", "2", {"Node", "Message.replica"}),
                      runOf(Scenario::Update, "1", "2", {"Message.replica", "Address"})});
  EXPECT_TRUE(
      has(finding, "reads Message.replica, the bytes of Address() and the hash code of Node(), "))
      << finding.text;
  EXPECT_TRUE(has(finding, "--edition 2020")) << finding.text;
}

TEST(FieldDependenceTest, fieldFindingOf_noFieldAlone) {
  const Finding finding = fieldFindingOf({runOf(Scenario::Read, "1", "2", {})});
  EXPECT_TRUE(has(finding, "reads several of the fields together, ")) << finding.text;
}

}  // namespace
}  // namespace grading
