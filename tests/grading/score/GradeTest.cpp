// Tests of grading/score/Grade.h.
#include "grading/score/Grade.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

RunGrade runOf(uint64_t seed, int firstTest, int secondTest) {
  RunGrade run;
  run.seed = seed;
  run.score = zeroScore(Scenario::Delete, "nothing");
  run.score.note = "note " + std::to_string(seed);
  run.replay = "replay " + std::to_string(seed);
  for (size_t i = 0; i < 2; ++i) {
    TestScore& test = run.score.tests[i];
    const int points = i == 0 ? firstTest : secondTest;
    if (points == test.maxPoints) {
      test.awardAll();
    } else {
      test.award(points, "lost " + std::to_string(seed));
    }
  }
  return run;
}

TEST(GradeTest, gradeTests_theWorstCountsAndTheFirstOfSeveralIsNamed) {
  const auto tests = gradeTests({runOf(3, 0, 4), runOf(2, 0, 4), runOf(1, 3, 4)});
  ASSERT_EQ(2u, tests.size());
  EXPECT_EQ("delete1", tests[0].name);
  EXPECT_EQ(0, tests[0].points);
  EXPECT_EQ(3, tests[0].maxPoints);
  EXPECT_EQ(1.0, tests[0].mean);
  EXPECT_EQ(2u, tests[0].worstSeed);
  EXPECT_EQ("lost 2", tests[0].reason);
  EXPECT_EQ("note 2", tests[0].note);
  EXPECT_EQ("replay 2", tests[0].replay);
  EXPECT_EQ(1u, tests[0].bestSeed);
  EXPECT_EQ(3, tests[0].bestPoints);
  EXPECT_TRUE(tests[0].isFlaky());
}

TEST(GradeTest, gradeTests_aRepeatedSeedHasNoPartInTheMean) {
  RunGrade repeated = runOf(1, 0, 4);
  repeated.options = {"--disturb", "1"};
  repeated.memory = MemoryContents::Disturbed;
  const auto tests = gradeTests({runOf(1, 3, 4), runOf(2, 3, 4), repeated});
  EXPECT_EQ(0, tests[0].points);
  EXPECT_EQ(3.0, tests[0].mean);
}

TEST(GradeTest, gradeTests_aRunThatRepeatsNoOtherIsTheWorstOfEqualOnes) {
  RunGrade repeated = runOf(1, 0, 0);
  repeated.options = {"--disturb", "1"};
  repeated.memory = MemoryContents::Disturbed;
  const auto tests = gradeTests({runOf(1, 3, 0), repeated, runOf(2, 3, 4), runOf(3, 0, 4)});
  EXPECT_EQ(3u, tests[0].worstSeed);
  EXPECT_TRUE(tests[0].worstOptions.empty());
  EXPECT_EQ(MemoryContents::Usual, tests[0].decidingMemory) << "of another seed";
  EXPECT_EQ(1u, tests[1].worstSeed);
  EXPECT_TRUE(tests[1].worstOptions.empty());
}

TEST(GradeTest, gradeTests_whatARepeatedSeedHasOrHasNot) {
  RunGrade disturbed = runOf(2, 0, 0);
  disturbed.options = {"--disturb", "1"};
  disturbed.memory = MemoryContents::Disturbed;
  const auto lost = gradeTests({runOf(1, 3, 4), runOf(2, 3, 2), disturbed});
  EXPECT_EQ(disturbed.options, lost[0].worstOptions);
  EXPECT_EQ(MemoryContents::Disturbed, lost[0].worstMemory);
  EXPECT_EQ(MemoryContents::Disturbed, lost[0].decidingMemory);
  EXPECT_EQ(disturbed.options, lost[1].worstOptions);
  EXPECT_EQ(MemoryContents::Usual, lost[1].decidingMemory) << "the other has lost points as well";

  RunGrade filled = runOf(1, 3, 0);
  filled.options = {"--fill", "ones"};
  filled.memory = MemoryContents::Filled;
  const auto gained = gradeTests({runOf(1, 0, 0), filled, runOf(2, 0, 4)});
  EXPECT_TRUE(gained[0].worstOptions.empty());
  EXPECT_EQ(MemoryContents::Usual, gained[0].worstMemory);
  EXPECT_EQ(MemoryContents::Filled, gained[0].decidingMemory);
  EXPECT_EQ(MemoryContents::Usual, gained[1].decidingMemory);

  // What differs with every memory is nothing that fields have decided.
  disturbed = runOf(1, 0, 0);
  disturbed.options = {"--disturb", "1"};
  disturbed.memory = MemoryContents::Disturbed;
  const auto wavering = gradeTests({runOf(1, 0, 0), disturbed, filled, runOf(2, 0, 4)});
  EXPECT_EQ(MemoryContents::Usual, wavering[0].decidingMemory);
}

TEST(GradeTest, gradeTests_fullMarksHaveNoReason) {
  const auto tests = gradeTests({runOf(1, 3, 4), runOf(2, 3, 4)});
  EXPECT_EQ(4, tests[1].points);
  EXPECT_EQ("", tests[1].reason);
  EXPECT_EQ("", tests[1].note);
  EXPECT_EQ("", tests[1].replay);
  EXPECT_FALSE(tests[1].isFlaky());
}

TEST(GradeTest, gradeTests_anEndThatCostNothingIsSaidAllTheSame) {
  const auto tests = gradeTests({runOf(1, 3, 4), runOf(2, 3, 4)});
  EXPECT_EQ("with seed 1 note 1", tests[0].note);
  EXPECT_EQ("", tests[1].note);
}

TEST(GradeTest, gradeTests_anEndThatCostPointsIsSaidWhereItDid) {
  const auto tests = gradeTests({runOf(1, 3, 0), runOf(2, 3, 4)});
  EXPECT_EQ("", tests[0].note);
  EXPECT_EQ("note 1", tests[1].note);
}

TEST(GradeTest, grade_sums) {
  Grade grade;
  grade.tests = gradeTests({runOf(1, 3, 4), runOf(2, 0, 4)});
  EXPECT_EQ(4, grade.points());
  EXPECT_EQ(7, grade.maxPoints());
  EXPECT_EQ(5.5, grade.mean());
}

TEST(GradeTest, grade_findingsHavePointsIfStrict) {
  Grade grade;
  grade.tests = gradeTests({runOf(1, 3, 4)});
  for (Finding::Kind kind : {Finding::Good, Finding::Weak, Finding::Unknown, Finding::Good}) {
    grade.findings.emplace_back().kind = kind;
  }
  EXPECT_EQ(7, grade.points());
  EXPECT_EQ(0, grade.qualityMaxPoints());
  grade.isStrict = true;
  EXPECT_EQ(10, grade.qualityPoints());
  EXPECT_EQ(15, grade.qualityMaxPoints()) << "what is unknown is not counted";
  EXPECT_EQ(17, grade.points());
  EXPECT_EQ(22, grade.maxPoints());
  EXPECT_EQ(17, grade.mean());
}

}  // namespace
}  // namespace grading
