// Looks at a submission's files as compilers and sanitizers see them, and makes findings of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grading/confine/StepProgress.h"
#include "grading/intake/Submission.h"
#include "grading/score/Grade.h"
#include "grading/score/Scenario.h"

namespace grading {

struct CodePlan {
  std::string application;               // That is graded; what its build said lies beside it.
  std::vector<std::string> environment;  // For builds.
  std::string replay;                    // How a person starts the program.
  std::string grader;     // And how the grader of these files, for what the sanitizers find.
  bool isStaged = false;  // See Build.h; else it is ours.
  std::string edition;    // As buildSubmission was given it.
  bool sanitize = false;  // Builds it again, under sanitizers, and runs it.
  uint64_t seed = 1;
  std::string secret;  // As TestRun::secret.
  int jobs = 1;
  std::string folder;  // For the runs' folders; it is there.
  int secondsPerRun = 10;
  StepProgress* progress = nullptr;  // Borrowed; must be set.
};

// What warnings mean and, if asked for, what the sanitizers find in one run each of the create,
// read and update tests and of two of the membership's.
std::vector<Finding> codeFindings(const CodePlan& plan);

// What the sanitizers find in one run each of `scenarios`; see Sanitizers.h. Of `plan`, `sanitize`
// means nothing.
std::vector<Finding> sanitizerFindings(const CodePlan& plan,
                                       const std::vector<Scenario>& scenarios);

// What the compiler's warnings mean; see Warnings.h.
std::vector<Finding> warningFindings(const CodePlan& plan);

// The four files that are graded.
std::vector<SubmittedFile> gradedFiles(const CodePlan& plan);

}  // namespace grading
