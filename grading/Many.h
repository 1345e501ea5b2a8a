// Many submissions at once: one row each in a CSV file, and one page each in a folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grading/confine/StepProgress.h"
#include "host/Arguments.h"

namespace grading {

struct ManyPlan {
  std::string folder;   // An absolute path. Each folder in it is a submission, by its name.
  std::string csvFile;  // Rows that are there are kept, and their submissions not graded again.
  // Of the pages and their index; "" = none are made. With them, a submission is graded again if it
  // or `options` have changed since, and its row is replaced.
  std::string htmlFolder;
  host::Shard shard;                 // Of the submissions, by their names.
  int jobs = 1;                      // Submissions at a time.
  std::string logs;                  // For a folder of logs for each.
  std::string grader;                // The program that grades one.
  std::vector<std::string> options;  // For it.
  StepProgress* progress = nullptr;  // Borrowed; must be set.
};

struct ManyOutcome {
  uint64_t graded = 0;
  uint64_t skipped = 0;             // They had a row, and a page if these are made.
  std::vector<std::string> failed;  // `NAME: why`: they have no row.
  std::string error;                // What kept all of it from being done; in a line.
};

ManyOutcome gradeMany(const ManyPlan& plan);

// Writes the rows of all tables to `csvFile`, by the submissions' names. Returns how many there
// are; or nothing, with what is wrong in *error: a file that is no table of grades, or a submission
// that has two rows.
std::optional<size_t> mergeTables(const std::vector<std::string>& tables,
                                  const std::string& csvFile, std::string* error);

}  // namespace grading
