#include "grading/score/Grade.h"

#include <algorithm>

#include "host/Check.h"

namespace grading {

namespace {

void takeWorst(const RunGrade& run, const TestScore& test, TestGrade* grade) {
  grade->points = test.points;
  grade->worstSeed = run.seed;
  grade->worstOptions = run.options;
  grade->worstMemory = run.memory;
  grade->lacksReplicas = run.score.lacksReplicas;
  grade->reason = test.reason;
  if (test.points == test.maxPoints) return;
  grade->note = run.score.note;
  grade->endedAt = run.score.endedAt;
  grade->replay = run.replay;
}

// Only the first of the seed's repetitions can decide: if other bytes in memory made a difference,
// a run with filled fields may differ for the same reason.
MemoryContents decidingMemoryOf(const std::vector<const RunGrade*>& runs, size_t index,
                                const TestGrade& grade) {
  if (grade.points == grade.maxPoints) return MemoryContents::Usual;
  const auto isOfWorst = [&](const RunGrade* run) { return run->seed == grade.worstSeed; };
  const auto original = std::find_if(runs.begin(), runs.end(), isOfWorst);
  const auto repeated = std::find_if(original + 1, runs.end(), isOfWorst);
  if (repeated == runs.end()) return MemoryContents::Usual;
  const auto hasAll = [&](const RunGrade* run) {
    return run->score.tests[index].points == grade.maxPoints;
  };
  const auto isWorst = [&](const RunGrade* run) { return run->options == grade.worstOptions; };
  const bool decides =
      (isWorst(*original) && hasAll(*repeated)) || (isWorst(*repeated) && hasAll(*original));
  return decides ? (*repeated)->memory : MemoryContents::Usual;
}

// Each seed's first run counts for the mean; the others repeat a seed to see whether it does the
// same. If one of each scored worst, the first run is preferred, because the course makes such
// runs.
TestGrade gradeTest(const std::vector<const RunGrade*>& runs, size_t index) {
  const TestScore& first = runs.front()->score.tests[index];
  TestGrade grade;
  grade.scenario = runs.front()->score.scenario;
  grade.name = first.name;
  grade.title = first.title;
  grade.aspect = first.aspect;
  grade.maxPoints = first.maxPoints;
  int sum = 0;
  int seeds = 0;
  const RunGrade* original = nullptr;  // The first run of its seed.
  bool isWorstRepeated = false;
  for (const RunGrade* run : runs) {
    const TestScore& test = run->score.tests[index];
    const bool isFirst = original == nullptr;
    const bool isRepeated = !isFirst && run->seed == original->seed;
    if (!isRepeated) {
      original = run;
      sum += test.points;
      ++seeds;
    }
    const bool isAsBad = test.points == grade.points && isWorstRepeated && !isRepeated;
    if (isFirst || test.points < grade.points || isAsBad) {
      takeWorst(*run, test, &grade);
      isWorstRepeated = isRepeated;
    }
    if (isFirst || test.points > grade.bestPoints) {
      grade.bestPoints = test.points;
      grade.bestSeed = run->seed;
    }
  }
  grade.mean = static_cast<double>(sum) / seeds;
  grade.decidingMemory = decidingMemoryOf(runs, index, grade);
  return grade;
}

// A crash must be mentioned even if it has cost no point in any test's worst run.
void noteUnseenEnd(const std::vector<const RunGrade*>& runs, std::vector<TestGrade>* tests) {
  for (const TestGrade& test : *tests) {
    if (!test.note.empty()) return;
  }
  for (const RunGrade* run : runs) {
    if (run->score.note.empty()) continue;
    const std::string where =
        runs.size() == 1 ? "" : "with seed " + std::to_string(run->seed) + " ";
    tests->front().note = where + run->score.note;
    return;
  }
}

}  // namespace

std::vector<TestGrade> gradeTests(const std::vector<RunGrade>& runs) {
  CHECK(!runs.empty());
  std::vector<const RunGrade*> bySeed;
  for (const RunGrade& run : runs) bySeed.push_back(&run);
  std::stable_sort(bySeed.begin(), bySeed.end(), [](const RunGrade* left, const RunGrade* right) {
    return left->seed < right->seed;
  });
  std::vector<TestGrade> tests;
  for (size_t i = 0; i < bySeed.front()->score.tests.size(); ++i) {
    tests.push_back(gradeTest(bySeed, i));
  }
  noteUnseenEnd(bySeed, &tests);
  return tests;
}

int Grade::points() const {
  int sum = qualityPoints();
  for (const TestGrade& test : tests) sum += test.points;
  return sum;
}

int Grade::maxPoints() const {
  int sum = qualityMaxPoints();
  for (const TestGrade& test : tests) sum += test.maxPoints;
  return sum;
}

double Grade::mean() const {
  double sum = qualityPoints();
  for (const TestGrade& test : tests) sum += test.mean;
  return sum;
}

double Grade::fraction() const {
  if (maxPoints() == 0) return 0;
  return static_cast<double>(points()) / static_cast<double>(maxPoints());
}

bool Grade::hasFullMarks() const {
  if (points() < maxPoints()) return false;
  const auto has = [this](Finding::Kind kind) {
    return std::any_of(findings.begin(), findings.end(),
                       [kind](const Finding& finding) { return finding.kind == kind; });
  };
  return !tests.empty() || (has(Finding::Good) && !has(Finding::NotShown));
}

std::vector<std::string> Grade::remarks() const {
  std::vector<std::string> all = notices;
  all.insert(all.end(), looks.begin(), looks.end());
  return all;
}

std::string Grade::remarkLines(const std::string& mark) const {
  std::string lines;
  for (const std::string& remark : remarks()) lines += mark + remark + "\n";
  return lines;
}

Grade Grade::seenByStudents() const {
  Grade seen = *this;
  seen.looks.clear();
  return seen;
}

int Grade::qualityPoints() const {
  int sum = 0;
  for (const Finding& finding : findings) sum += isStrict ? finding.points() : 0;
  return sum;
}

int Grade::qualityMaxPoints() const {
  int sum = 0;
  for (const Finding& finding : findings) sum += isStrict ? finding.maxPoints() : 0;
  return sum;
}

}  // namespace grading
