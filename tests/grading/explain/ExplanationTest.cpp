// Tests of grading/explain/Explanation.h, and of the timelines in it.
#include "grading/explain/Explanation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "sim/EventText.h"
#include "tests/support/EvidenceBuilder.h"

namespace {

using namespace gradingtest;

// The timeline, and all causes that match.
std::string explanationOf(const grading::TestGrade& test, const grading::Evidence& evidence) {
  const auto story = grading::storyOf(test, evidence);
  std::string text = grading::timelineOf(test, evidence);
  for (const auto& cause : grading::causesOf({test, evidence, story ? &*story : nullptr})) {
    text += grading::causeText({cause, true, "with this, the test has its points"});
    break;
  }
  return text;
}

void expectPrintable(const std::string& text) {
  std::istringstream lines(text);
  size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_LE(line.size(), 76u) << line;
    for (const char c : line) EXPECT_TRUE(c >= ' ' && c <= '~') << line;
  }
  EXPECT_LE(count, 70u) << text;
  EXPECT_TRUE(text.empty() || text.back() == '\n');
}

TEST(ExplanationTest, TheStoryOfAnOperation) {
  EvidenceBuilder run;
  run.created().served(150, run.outsider(), run.replicas());
  run.failed(175, {run.tertiary()});
  run.call(175, run.outsider()).asks(run.replicas());
  run.answer(176, run.primary(), true).logged(176, run.secondary(), true, "old");
  // Where the key belongs is the standard library's hash's business.
  const std::string p = std::to_string(run.primary());
  const std::string s = std::to_string(run.secondary());
  const std::string t = std::to_string(run.tertiary());
  const std::string c = std::to_string(run.outsider());
  Peers asked = run.replicas();
  std::sort(asked.begin(), asked.end());
  const std::string text = explanationOf(lostTest("read2"), run.evidence);
  const std::vector<std::string> lines = {
      "timeline of the read of k:",
      "      175  peer " + t + " (tertiary) fails",
      "      175  peer " + c + " is the coordinator: read key=k, value=v",
      "           its list is up to date: peers 1, 2, 3, 4, 5, 6, 7, 8, 9 and 10",
      "           the key's replicas by that list: " + p + " (primary), " + s + " (secondary), " +
          t,
      "      175  peer " + c + " asks peers " + std::to_string(asked[0]) + ", " +
          std::to_string(asked[1]) + " and " + std::to_string(asked[2]),
      "           the message to peer " + t + " is lost: the receiver has failed",
      "      176  peer " + p + " logs `read success`\n",
      "      176  peer " + s + " logs `read success`, value=old\n           peer " + s +
          " sends no answer to peer " + c + "\n",
      "           coordinator " + c + " logs no result at all\n",
      "shown cause: the coordinator logs nothing: coordinator " + c};
  for (const std::string& line : lines) {
    EXPECT_NE(std::string::npos, text.find(line)) << line << "\n" << text;
  }
  expectPrintable(text);
}

TEST(ExplanationTest, TheStoryOfRemovals) {
  EvidenceBuilder run;
  run.failed(100, {4});
  for (PeerId by = 1; by <= 10; ++by) {
    if (by != 4 && by != 9) run.removed(120 + by, by, 4);
  }
  run.gossip(99, 5, 6).removed(150, 6, 5);
  const std::string text = explanationOf(lostTest("single.completeness"), run.evidence);
  EXPECT_EQ(0u, text.find(R"(timeline of the removals:
      100  peer 4 fails
 121..130  peers 1, 2, 3, 5, 6, 7, 8 and 10 remove peer 4
           peer 9 never removes peer 4
      150  peer 6 removes peer 5, which is alive; the last message from it
           came at 100
)")) << text;
}

TEST(ExplanationTest, AnyEvidenceWillDo) {
  const char* tests[] = {"create1",
                         "delete1",
                         "delete2",
                         "read1",
                         "read3a",
                         "update5",
                         "single.join",
                         "multi.accuracy",
                         "multi.completeness",
                         "unheard.of",
                         "read"};
  std::vector<grading::Evidence> evidences(3);
  // Nothing; garbage; floods of what a submission can say.
  sim::readEvents("sent\nnonsense 1 2 3\nfailed 5 1 0\ninvoked 1 -4 0 0 read k v\n", &evidences[1]);
  EvidenceBuilder flood;
  flood.failed(100, {flood.tertiary()});
  flood.call(150, 2).asks(flood.replicas());
  const std::string bytes(3000, '\xff');
  for (int i = 0; i < 20000; ++i) {
    flood.answer(151 + i % 7, i % 11, i % 2 == 0, bytes.substr(0, static_cast<size_t>(i) % 3000));
    flood.result(151 + i % 5, i % 3 == 0, "\n");
    flood.removed(i, 1 + i % 10, i % 50 - 20).added(i, 1 + i % 10, i % 50 - 20);
    flood.gossip(i, 1 + i % 10, i % 50 - 20);
  }
  evidences[2] = flood.evidence;
  for (const grading::Evidence& each : evidences) {
    for (const char* test : tests) {
      for (const auto ending : {grading::Ending::Whole, grading::Ending::Hanging}) {
        grading::Evidence evidence = each;
        evidence.ending = ending;
        expectPrintable(explanationOf(lostTest(test), evidence));
      }
    }
  }
}

// An experiment with a test that differs in another memory may succeed by chance.
TEST(ExplanationTest, MemoryDoubt) {
  grading::Conclusion conclusion;
  EXPECT_EQ("", grading::memoryDoubtText(conclusion)) << "no cause";
  conclusion.causes.push_back({grading::Cause(), false, ""});
  EXPECT_EQ("", grading::memoryDoubtText(conclusion)) << "a suspected one";
  conclusion.causes.front().isShown = true;
  expectPrintable(grading::memoryDoubtText(conclusion));
  EXPECT_NE(std::string::npos, grading::memoryDoubtText(conclusion).find("by chance"));
  conclusion.causes.front().cause.isFact = true;
  EXPECT_EQ("", grading::memoryDoubtText(conclusion)) << "the run's end needs no experiment";
}

TEST(ExplanationTest, LongWordsAreBroken) {
  EvidenceBuilder run;
  run.call(150, 2, std::string(500, 'k'));
  expectPrintable(explanationOf(lostTest("read1"), run.evidence));
}

}  // namespace
