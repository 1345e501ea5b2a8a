// Which causes of a test's lost points are shown, and which remain suspected.
//
// A cause is shown if an experiment gives the test its points: with the log, which is scored with
// what the cause blames changed, or with the run, which is made again with one thing changed. The
// runs are made by somebody else (Runs.cpp): an investigation says which, and is told what they
// came to.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "grading/explain/Causes.h"
#include "grading/explain/evidence/LogLines.h"

namespace grading {

struct NamedCause {
  Cause cause;
  bool isShown = false;
  std::string proof;  // Of a shown one: "with ... the test has its points".
};

// What a run with these further options came to.
enum class Outcome : uint8_t { Passed, Failed, NotMade };
using OutcomeOf = std::function<Outcome(const Experiment&)>;

struct Conclusion {
  // At most two; both are shown, or both suspected. Two that are shown have to be mended both.
  std::vector<NamedCause> causes;
  // If there are none: the conditions that did not give the points.
  std::vector<std::string> inVain;
};

class Investigation {
 public:
  // Borrows its arguments, which are of the test's worst run.
  Investigation(const TestGrade& test, const Evidence& evidence, const LogLines& lines);

  // Whether the log has the points that the test has: if not, the run is not the same each time,
  // and nothing can be concluded from it.
  bool isRepeatable() const { return isRepeatable_; }

  // The runs that are needed, the most telling first.
  std::vector<Experiment> experiments() const;
  // Further ones, if the first did not tell.
  std::vector<Experiment> pairedExperiments(const OutcomeOf& outcomeOf) const;

  Conclusion conclude(const OutcomeOf& outcomeOf) const;

 private:
  // What an edit of all wrong calls came to.
  struct Edited {
    bool hasPoints = false;
    std::vector<Cause> second;  // The cause of the calls that the first does not explain; 0 or 1.
  };

  bool hasPoints(const LogLines& lines) const;
  Edited editedBy(const Cause& cause) const;
  NamedCause shownBy(const Cause& cause, const std::string& condition) const;

  const TestGrade& test_;
  const Evidence& evidence_;
  const LogLines& lines_;
  const std::vector<Story> stories_;
  std::vector<Cause> causes_;
  std::vector<Edited> edits_;  // Of the same causes.
  std::vector<Cause> resorts_;
  bool isRepeatable_ = false;
};

}  // namespace grading
