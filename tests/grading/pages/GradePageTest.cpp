// Tests of grading/pages/GradePage.h.
#include "grading/pages/GradePage.h"

#include <gtest/gtest.h>

#include "Simulation.h"
#include "tests/support/Json.h"
#include "tests/support/LoggedRun.h"
#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

using json_test::Json;

std::string traceOfRead() {
  host::MemoryOutput dbgLog, statsLog, output;
  std::ostringstream progress;
  const TraceRequest request = {
      &output, "/home/teacher/read.conf", "/home/teacher/Application", {}};
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &progress};
  outputs.trace = &request;
  simulate(paramsOf("read", 1), outputs);
  return output.text();
}

const std::string& readTrace() {
  static const std::string text = traceOfRead();
  return text;
}

// The sample grade, whose second read test lost points in the run `trace`.
Grade gradeWith(const std::string& trace, const std::string& why = "") {
  Grade grade = gradingtest::sampleGrade();
  grade.runs.push_back({Scenario::Read, 3, "./Application it", "gdb it", trace, why});
  TestGrade& test = grade.tests[3];
  test.shownRun = 0;
  Spot call;
  call.kind = Spot::Call;
  call.tick = 175;
  for (int peer = 1; peer <= 10; ++peer) {
    call.peer = peer;
    call.what = "called at <" + std::to_string(peer) + ">";
    test.spots.push_back(call);
  }
  return grade;
}

std::string factsIn(const std::string& page) {
  const std::string start = "<script type=\"application/json\" id=\"facts\">";
  const size_t begin = page.find(start);
  EXPECT_NE(std::string::npos, begin);
  const size_t text = begin + start.size();
  return page.substr(text, page.find("</script>", text) - text);
}

Json read(const Grade& grade) { return json_test::readJson(factsIn(gradePage(grade))); }

size_t countOf(const std::string& part, const std::string& text) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(GradePageTest, gradePage_hasThePointsOfTheGrade) {
  const Grade grade = gradingtest::sampleGrade();
  const Json facts = read(grade);
  EXPECT_EQ(grade.points(), facts["points"].number);
  EXPECT_EQ(grade.maxPoints(), facts["max_points"].number);
  ASSERT_EQ(grade.tests.size(), facts["tests"].array.size());
  for (size_t i = 0; i < grade.tests.size(); ++i) {
    EXPECT_EQ(grade.tests[i].name, facts["tests"].array[i]["name"].string);
    EXPECT_EQ(grade.tests[i].points, facts["tests"].array[i]["points"].number);
    EXPECT_EQ(Json::Null, facts["tests"].array[i]["run"].kind);
  }
  EXPECT_EQ(grade.findings.size(), facts["findings"].array.size());
}

TEST(GradePageTest, gradePage_theSpotsAreFoundInTheRun) {
  const Json facts = read(gradeWith(readTrace()));
  const Json& test = facts["tests"].array[3];
  EXPECT_EQ(0, test["run"].number);
  EXPECT_EQ(0, facts["runs"].array[0]["trace"].number);
  int found = 0;
  for (const Json& spot : test["spots"].array) {
    EXPECT_EQ(175, spot["tick"].number);
    if (spot["event"].number < 0) continue;
    ++found;
    EXPECT_EQ("call", spot["record"].string);
    EXPECT_GT(spot["operation"].number, 0);
    EXPECT_EQ(
        "175:" + std::to_string(static_cast<int>(spot["peer"].number)) + ":MP2Node::clientRead",
        spot["stop_at"].string);
  }
  EXPECT_EQ(1, found);
}

TEST(GradePageTest, gradePage_aRunThatCrashedIsShownUpToThere) {
  const std::string& text = readTrace();
  const std::string page = gradePage(gradeWith(text.substr(0, text.size() / 2), "it crashed"));
  EXPECT_EQ(1u, countOf("class=\"trace\"", page));
  const Json facts = json_test::readJson(factsIn(page));
  EXPECT_EQ("it crashed", facts["runs"].array[0]["why"].string);
  EXPECT_EQ(0, facts["runs"].array[0]["trace"].number);
}

TEST(GradePageTest, gradePage_aDamagedTraceIsLeftOut) {
  for (std::string text :
       {std::string("no trace"), std::string("kvtrace 2\nconf x\nend\n"),
        readTrace().substr(0, 5000) + "</script>\n" + readTrace().substr(5000)}) {
    const std::string page = gradePage(gradeWith(text));
    EXPECT_EQ(0u, countOf("class=\"trace\"", page));
    const Json facts = json_test::readJson(factsIn(page));
    EXPECT_EQ(Json::Null, facts["runs"].array[0]["trace"].kind);
    EXPECT_TRUE(facts["runs"].array[0]["why"].string.starts_with("the run's trace is damaged: "));
    EXPECT_TRUE(facts["tests"].array[3]["spots"].array.empty());
  }
}

TEST(GradePageTest, gradePage_aRunThatIsTooLongIsNotShown) {
  const Json facts = read(gradeWith("", "the run is too long"));
  EXPECT_EQ("the run is too long", facts["runs"].array[0]["why"].string);
  EXPECT_EQ(Json::Null, facts["runs"].array[0]["trace"].kind);
}

// Whatever a grade says is data: the page has the elements of an empty grade, and no others.
TEST(GradePageTest, gradePage_textIsNeverMarkup) {
  const std::string bad = "</script><!--<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
  Grade grade = gradingtest::sampleGrade();
  grade.submission = grade.nodes = grade.buildError = grade.startHere = bad;
  grade.notices = {bad};
  for (TestGrade& test : grade.tests) test.reason = test.note = test.explanation = bad;
  for (Finding& finding : grade.findings) finding.text = finding.title = bad;
  const std::string page = gradePage(grade);
  const std::string plain = gradePage(Grade());
  EXPECT_EQ(countOf("<script", plain), countOf("<script", page));
  EXPECT_EQ(countOf("<!--", plain), countOf("<!--", page));
  EXPECT_EQ(countOf("<img", plain), countOf("<img", page));
  EXPECT_EQ(bad, json_test::readJson(factsIn(page))["tests"].array[0]["reason"].string);
}

}  // namespace
}  // namespace grading
