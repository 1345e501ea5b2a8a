// The grade of one submission: all tests over all seeds, and what else there is to say.
//
// Made by the grader from its runs; what prints or writes a grade, in whichever format, is a pure
// function of this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grading/score/Score.h"

namespace grading {

// What a run finds in memory that a submission does not set (host/, sim/UnsetFields.h).
enum class MemoryContents : uint8_t {
  Usual,
  Disturbed,  // Other addresses and bytes: --disturb.
  Filled      // Other bytes in fields of the course's classes: --fill.
};

// One run: a scenario with a seed.
struct RunGrade {
  uint64_t seed = 0;
  std::vector<std::string> options;  // Of ./Application, besides conf and seed.
  MemoryContents memory = MemoryContents::Usual;
  ScenarioScore score;
  std::string replay;  // The command that repeats the run.
  bool timedOut = false;
};

// One test over all seeds. The points that count are those of the worst run.
struct TestGrade {
  Scenario scenario = Scenario::Create;
  std::string name;   // As TestScore::name.
  std::string title;  // As TestScore::title.
  TestAspect aspect = TestAspect::EveryKey;
  int maxPoints = 0;
  int points = 0;
  double mean = 0;  // Points, over the seeds.
  // Of the first run that scored worst, if possible one that repeats no other. Empty with full
  // marks.
  uint64_t worstSeed = 0;
  std::vector<std::string> worstOptions;  // RunGrade::options.
  MemoryContents worstMemory = MemoryContents::Usual;
  // With which that seed was repeated, if it decides: of the run with it and the usual one, one has
  // all points and the other is the worst. Usual: none does.
  MemoryContents decidingMemory = MemoryContents::Usual;
  bool lacksReplicas = false;  // ScenarioScore::lacksReplicas of that run.
  std::string reason;
  // ScenarioScore::note of that run: how it ended, if not as it should. Also with full marks, on
  // one test of a scenario, if none of the worst runs has a note; of several runs it is named:
  // "with seed 3 the run ended ...".
  std::string note;
  std::string replay;
  // Of the lost points, by that run, or, with full marks, why a log should not have them; lines of
  // at most 76 columns, or "".
  std::string explanation;
  // The first run with the most points; another score than the worst's makes the test flaky.
  uint64_t bestSeed = 0;
  int bestPoints = 0;

  bool isFlaky() const { return bestPoints != points; }
};

// What the course never asks for: one look at a submission beyond its points.
struct Finding {
  enum Kind : uint8_t {
    Good,
    Weak,     // Something to mend.
    Unknown,  // It could not be found out: `text` says why.
    NotShown  // Nothing happened that could be good.
  };
  static constexpr size_t kKindCount = NotShown + 1;

  std::string name;   // One word for programs: `primary-dies`.
  std::string title;  // A line of at most 76 columns: what was looked at.
  Kind kind = Good;
  std::string text;    // What was found, and what it means; a paragraph, or lines of 76 columns.
  std::string replay;  // The command that repeats it; may be empty.
  // In a strict grade. Not so if another finding sums this one up, which not everybody has.
  bool counts = true;
  // Whose work it shows; nothing: of all files.
  std::optional<Part> part = std::nullopt;

  // Of a strict grade: all points or none. What could not be found out is not counted.
  int points() const { return kind == Good ? maxPoints() : 0; }
  int maxPoints() const { return counts && kind != Unknown ? kPoints : 0; }

  static constexpr int kPoints = 5;
};

struct Grade {
  std::string submission;  // What was graded: a path, as the user gave it.
  std::string nodes;       // Whose files these are, for people: "starter/". "" if logs were graded.
  uint64_t firstSeed = 1;
  uint64_t lastSeed = 1;
  bool isClassic = false;            // One seed, by the course's rules alone.
  bool isStrict = false;             // The findings have points, too.
  bool isOfLogs = false;             // Logs that were there were scored: there are no seeds.
  std::vector<std::string> notices;  // A sentence each: a file that was missing, or ignored.
  std::vector<std::string> looks;    // Likewise, on what the files hold: for instructors.
  // Causes that cost points in several tests; lines of at most 76 columns, or "".
  std::string startHere;
  // The parts that the submission does not have, and why: "MP1Node.cpp is missing". Ours stand in
  // for them, and earn nothing. Empty also if that was not minded.
  std::map<Part, std::string> lacking;
  std::set<Part> active;          // The parts that did what they are for, in some run.
  std::string buildError;         // What the compiler said; not empty: nothing was run.
  bool wasIsolated = true;        // From the network: where the system allows it.
  std::vector<TestGrade> tests;   // In the course's order.
  std::vector<Finding> findings;  // In the order in which they are shown. May be empty.
  std::string replayNote;         // What a word in the replay commands stands for; may be empty.
  std::optional<double> seconds;  // That the grading took; nothing if nobody measured.
  std::optional<double> messagesPerOperation;  // Of the store, over the runs that have any.

  // Of the tests and, if strict, the findings.
  int points() const;
  int maxPoints() const;
  double mean() const;
  double fraction() const;  // Of the points, from 0 to 1; 0 if there were none to earn.

  // All points, or, where no test has any, nothing to mend in what was looked at. Not so if nothing
  // was shown.
  bool hasFullMarks() const;

  // Notices and looks.
  std::vector<std::string> remarks() const;
  // These in a line each, after `mark`.
  std::string remarkLines(const std::string& mark = "") const;

  // Without what is for instructors alone.
  Grade seenByStudents() const;

  // Of the findings; 0 if it is not strict.
  int qualityPoints() const;
  int qualityMaxPoints() const;
};

// The tests of `runs`, which are of one scenario, in any number and order. REQUIRES: not empty.
std::vector<TestGrade> gradeTests(const std::vector<RunGrade>& runs);

}  // namespace grading
