// A grade with something of everything, and with text that formats have to escape.
#pragma once

#include <vector>

#include "grading/score/Grade.h"

namespace gradingtest {

inline grading::RunGrade runOf(grading::Scenario scenario, uint64_t seed) {
  grading::RunGrade run;
  run.seed = seed;
  run.score = grading::zeroScore(scenario, "");
  for (grading::TestScore& test : run.score.tests) test.awardAll();
  run.replay =
      "./Application " + grading::confFileName(scenario) + " --seed " + std::to_string(seed);
  return run;
}

// Seeds 1..4. read2 is flaky, delete2 fails always, multi.accuracy fails with a part of the points.
inline grading::Grade sampleGrade() {
  using grading::Scenario;
  grading::Grade grade;
  grade.submission = "team <7> & \"co\"";
  grade.nodes = "team <7> & \"co\"/";
  grade.lastSeed = 4;
  grade.notices = {"MP1Node.h was missing: ours was taken in its place, as on the grading server"};
  for (Scenario scenario : {Scenario::Delete, Scenario::Read, Scenario::MultiFailure}) {
    std::vector<grading::RunGrade> runs;
    for (uint64_t seed = 1; seed <= 4; ++seed) {
      grading::RunGrade run = runOf(scenario, seed);
      if (scenario == Scenario::Delete) {
        run.score.tests[1].award(
            0, "expected exactly 4 `delete fail` lines for key=invalidKey, found 0");
      }
      if (scenario == Scenario::Read && seed == 3) {
        run.score.tests[1].award(0,
                                 "expected exactly 3 `read success` lines for key=ab\x01\xFF<&>, "
                                 "value=\"7\\\", found 2");
        run.score.note = "the run ended with signal 6";
      }
      if (scenario == Scenario::MultiFailure) run.score.tests[2].award(4, "one too many");
      runs.push_back(run);
    }
    for (const grading::TestGrade& test : grading::gradeTests(runs)) grade.tests.push_back(test);
  }
  grade.tests[3].explanation = "at 175  invoked on 4:0\n   176  answered by 2:0\n";
  grade.messagesPerOperation = 11.756;
  grade.findings = {
      {"copies", "Copies of all keys", grading::Finding::Weak,
       "In 2 of 5 runs of the read test keys have lost copies for good, among them one called "
       "\x01\xFF<&>. Mend it.\nA line of its own.",
       "./Application testcases/read.conf --seed 3 --check"},
      {"loss", "Lost messages", grading::Finding::Good, "Each call has its answer.",
       "./Application testcases/quality/loss.conf --seed 1 --check"},
      {"peers-100", "100 peers", grading::Finding::Unknown, "It took too long.", ""}};
  return grade;
}

inline grading::Grade brokenGrade() {
  grading::Grade grade;
  grade.submission = "broken";
  grade.lastSeed = 20;
  grade.buildError =
      "g++ -c MP2Node.cpp\nMP2Node.cpp:7:5: error: expected \xE2\x80\x98;\xE2\x80\x99\n";
  grading::RunGrade run = runOf(grading::Scenario::Create, 1);
  run.score = grading::zeroScore(grading::Scenario::Create, "it does not build");
  grade.tests = grading::gradeTests({run});
  return grade;
}

}  // namespace gradingtest
