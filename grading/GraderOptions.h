// The grader's command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grading/score/Grade.h"
#include "grading/score/TestChoice.h"
#include "host/Arguments.h"

namespace grading {

// A format that was asked for, and where it goes: a file, or "-", standard output.
struct FormatOutput {
  const char* option;
  std::string (*write)(const Grade& grade);
  std::string path;
};

struct GraderOptions {
  const TestChoice* choice = &testChoices().front();
  host::SeedRange seeds = {1, 20};
  bool isClassic = false;
  bool isStrict = false;
  bool fillIn = false;     // A part that the submission lacks has the points of ours.
  int jobs = 0;            // 0 = not given.
  std::string submission;  // A path; "" = ours.
  std::string edition;     // One of editionNames(); "" = it is found out.
  int secondsPerRun = 10;
  bool sanitize = false;
  std::string logsFolder;
  std::vector<std::string> logFiles;
  std::string outFolder = "grade-logs";
  std::vector<FormatOutput> formats;
  int lab = 0;  // The lab to check; 0 = none.
  // Submissions are graded even where they could read whatever the user can.
  bool acceptsReadableFiles = false;
  std::string submissionsFolder;
  std::string csvFile;
  host::Shard shard;                      // Of the submissions.
  std::vector<std::string> mergedTables;  // In place of a grading.
  std::string htmlFile;  // The grade's page; of many, the folder of the pages. "" = none.
  bool verbose = false;
  bool quiet = false;  // No progress is shown.
  bool help = false;
  bool version = false;
  // From KVStoreGrader.sh.
  std::string home = ".";  // Of the framework: runs start there.
  std::string application = "./Application";
  // From the grader of many.
  std::string graded;           // What the submission is called; "" = its path.
  bool isGradedByPath = false;  // It is called by its path.
  std::string rowFile;          // A CSV file that gets the grade's row.
};

// Whether logs that are there are scored, and nothing runs.
bool areLogsGraded(const GraderOptions& options);

// Whether it is also examined what the course never tests.
bool examinesQuality(const GraderOptions& options);

// Whether others' submissions are graded, by somebody who answers for that: many, or one for a
// platform.
bool isForClass(const GraderOptions& options);

extern const char kGraderHelp[];

// Reads `arguments`, the program's name not among them. Returns what is wrong, in a line.
std::optional<std::string> readGraderOptions(const std::vector<std::string>& arguments,
                                             GraderOptions* options);

}  // namespace grading
