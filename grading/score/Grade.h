// The grade of one submission: all tests over all seeds, and all further results.
//
// The grader makes it from its runs. Everything that prints or writes a grade, in any format, is a
// pure function of it.
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

// An event of a run that shows why points were lost. A field narrows it down unless it has its
// default; `what` says in a clause what is wrong there.
struct Spot {
  enum Kind : uint8_t {
    Call,      // A client's, of `peer`.
    Request,   // A message of the store from `peer`, to `other`, sent or refused.
    Refusal,   // A message from `peer` that was not sent: too large, say.
    Receipt,   // A message of the store that `peer` gets from `other`, at that tick or later; or
               // else the line, or the message, that was to make it.
    Copy,      // What came when `peer` last stored a text under the key, up to that tick.
    Answer,    // A replica's line.
    Result,    // A coordinator's.
    Up,        // `peer` starts.
    Failure,   // It fails.
    Joined,    // `peer` logs that `other` joined; -1 = somebody who does not exist.
    Removed,   // Or was removed.
    EarlyEnd,  // The run ends, in the code of `peer`.
    Moment     // No event: a tick at which something is missing.
  };
  Kind kind = Moment;
  int tick = -1;  // -1 = the first such event.
  int peer = 0;
  int other = 0;
  std::string key;
  std::optional<bool> success;  // Of a line.
  std::string call;             // Into the peer's code, if that is known: "MP1Node::nodeLoop".
  std::string what;
};

// A run that a page can show.
struct ShownRun {
  Scenario scenario = Scenario::Create;
  uint64_t seed = 0;
  std::string replay;    // The command that repeats it.
  std::string debugger;  // The command that starts it under gdb, without --stop-at.
  std::string trace;     // docs/report.md: untrusted. "" if there is none: `why` says why.
  std::string why;
};

// One test over all seeds. The points of the worst run count.
struct TestGrade {
  Scenario scenario = Scenario::Create;
  std::string name;   // As TestScore::name.
  std::string title;  // As TestScore::title.
  TestAspect aspect = TestAspect::EveryKey;
  int maxPoints = 0;
  int points = 0;
  double mean = 0;  // Points, over the seeds.
  // These are of the first run that scored worst, if possible one that is not a repetition. Empty
  // with full marks.
  uint64_t worstSeed = 0;
  std::vector<std::string> worstOptions;  // RunGrade::options.
  MemoryContents worstMemory = MemoryContents::Usual;
  // With which that seed was repeated, if it decides: of the run with it and the usual one, one has
  // all points and the other is the worst. Usual: none does.
  MemoryContents decidingMemory = MemoryContents::Usual;
  bool lacksReplicas = false;  // ScenarioScore::lacksReplicas of that run.
  std::string reason;
  // ScenarioScore::note of that run: its end, if it did not end properly. Also with full marks, on
  // one test of a scenario, if none of the worst runs has a note; if there are several runs, it
  // names the one: "with seed 3 the run ended ...".
  std::string note;
  int endedAt = -1;  // ScenarioScore::endedAt of the worst run, if points were lost.
  std::string replay;
  // About the lost points, from that run, or, with full marks, why a log should not have them;
  // lines of at most 76 columns, or "".
  std::string explanation;
  // In the worst run, the most telling first. Empty where nothing is explained.
  std::vector<Spot> spots;
  std::optional<size_t> shownRun;  // The worst run's place in Grade::runs.
  // The first run with the most points. If its score differs from the worst, the test is flaky.
  uint64_t bestSeed = 0;
  int bestPoints = 0;

  bool isFlaky() const { return bestPoints != points; }
};

// An examination of a submission beyond the course's points.
struct Finding {
  enum Kind : uint8_t {
    Good,
    Weak,     // There is something to mend.
    Unknown,  // The examination failed: `text` says why.
    NotShown  // Nothing happened that could be good.
  };
  static constexpr size_t kKindCount = NotShown + 1;

  std::string name;   // One word for programs: `primary-dies`.
  std::string title;  // A line of at most 76 columns: what is examined.
  Kind kind = Good;
  std::string text;    // The result and its meaning; a paragraph, or lines of 76 columns.
  std::string replay;  // The command that repeats it; may be empty.
  // Counts in a strict grade. False if another finding, which not all grades have, includes this
  // one.
  bool counts = true;
  // The part that it concerns; nothing for all files.
  std::optional<Part> part = std::nullopt;

  // In a strict grade: all points or none. An unknown result does not count.
  int points() const { return kind == Good ? maxPoints() : 0; }
  int maxPoints() const { return counts && kind != Unknown ? kPoints : 0; }

  static constexpr int kPoints = 5;
};

struct Grade {
  std::string submission;  // The graded path, as the user gave it.
  std::string nodes;       // The graded files, for people: "starter/". "" if logs were graded.
  uint64_t firstSeed = 1;
  uint64_t lastSeed = 1;
  bool isClassic = false;            // One seed, by the course's rules alone.
  bool isStrict = false;             // The findings have points, too.
  bool isOfLogs = false;             // Existing logs were scored: there are no seeds.
  std::vector<std::string> notices;  // A sentence each: a file that was missing, or ignored.
  std::vector<std::string> looks;    // Likewise, on passages in the files: for instructors.
  // Causes that cost points in several tests; lines of at most 76 columns, or "".
  std::string startHere;
  // The parts that the submission lacks, with the reason: "MP1Node.cpp is missing". Ours replace
  // them, and earn nothing. Also empty with --fill-in.
  std::map<Part, std::string> lacking;
  std::set<Part> active;          // The parts that did their work in some run.
  std::string buildError;         // The compiler's output; if not empty, nothing was run.
  bool wasIsolated = true;        // From the network: where the system allows it.
  std::vector<TestGrade> tests;   // In the course's order.
  std::vector<Finding> findings;  // In the order of the report. May be empty.
  std::vector<ShownRun> runs;     // In which points were lost; only if a page was asked for.
  std::string replayNote;         // The meaning of a word in the replay commands; may be empty.
  std::optional<double> seconds;  // The duration of the grading; nothing if it was not measured.
  std::optional<double> messagesPerOperation;  // Of the store, over the runs that have any.

  // The sums over the tests and, if strict, the findings.
  int points() const;
  int maxPoints() const;
  double mean() const;
  double fraction() const;  // The share of the points, from 0 to 1; 0 if there are none to earn.

  // True with all points, or, if no test has points, with nothing to mend. False if nothing was
  // shown.
  bool hasFullMarks() const;

  // Notices and looks.
  std::vector<std::string> remarks() const;
  // Notices and looks, a line each, after `mark`.
  std::string remarkLines(const std::string& mark = "") const;

  // Without the notices for instructors.
  Grade seenByStudents() const;

  // The sums over the findings; 0 if the grade is not strict.
  int qualityPoints() const;
  int qualityMaxPoints() const;
};

// The tests of `runs`, all of one scenario, in any number and order. REQUIRES: not empty.
std::vector<TestGrade> gradeTests(const std::vector<RunGrade>& runs);

}  // namespace grading
