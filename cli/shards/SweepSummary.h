// --summary: the file with what became of a shard's seeds. It grows with each seed, so that a shard
// that was interrupted can resume.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/Arguments.h"
#include "host/JobPool.h"
#include "report/SweepData.h"

namespace cli {

// Two files with equal heads, but for the shard, belong to one sweep.
struct SummaryHead {
  std::string build;                   // Stands for the program and its nodes.
  std::string inputs;                  // Stands for the content of the conf and its schedule.
  std::vector<std::string> arguments;  // Of the sweep, without those of the shard.
  host::SeedRange seeds;               // Of the whole sweep.
  host::Shard shard;

  bool operator==(const SummaryHead& other) const;
  bool isOfSameSweep(const SummaryHead& other) const;
};

// One seed's result.
struct SeedEntry {
  uint64_t seed = 0;
  host::JobOutcome outcome;  // Without the report.
  std::optional<report::SeedResult> told;
};

// The file's text, in parts.
std::string headText(const SummaryHead& head);
class EntryWriter {
 public:
  // With a line of the metrics' names before it, if they differ from those of the entry before.
  std::string text(const SeedEntry& entry);

 private:
  std::string names_;
};
std::string endText(uint64_t seeds);

// Reads a file's text.
class SummaryReader {
 public:
  // Borrows the text. Sets problem() if its head is not right.
  SummaryReader(std::string file, std::string_view text);

  const SummaryHead& head() const { return head_; }

  // Reads the next seed. False at the end of what is whole, and with a problem.
  bool next(SeedEntry* entry);

  // After next() was false: all seeds of the shard are there.
  bool isComplete() const { return isComplete_; }
  // The size of what was read: a line that was cut off follows, or nothing.
  size_t wholeBytes() const { return text_.size() - rest_.size(); }
  // The next seed that is missing.
  uint64_t nextSeed() const { return nextSeed_; }

  // "FILE:LINE: what is wrong"; "" if nothing is.
  const std::string& problem() const { return problem_; }

 private:
  bool fail(const std::string& problem);
  bool takeWholeLine(std::string_view* line);
  bool readHead();
  bool readEntry(std::string_view line, SeedEntry* entry);
  bool readEnd(std::string_view line);

  const std::string file_;
  const std::string_view text_;
  std::string_view rest_;
  SummaryHead head_;
  std::vector<std::string> names_;  // Of the metrics.
  uint64_t nextSeed_ = 0;
  uint64_t left_ = 0;  // Seeds of the shard that were not read.
  bool isComplete_ = false;
  int line_ = 0;
  std::string problem_;
};

}  // namespace cli
