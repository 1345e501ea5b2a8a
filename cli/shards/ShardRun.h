// The summary of a shard while the shard is worked off, and the summaries that a merge reads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/shards/ShardOrder.h"
#include "cli/shards/SweepSummary.h"

namespace cli {

class ShardRun {
 public:
  using OnEntry = std::function<void(SeedEntry&& entry)>;

  // Creates the file; or, if a run of this shard was interrupted, passes on what is in it. Returns
  // null, with the reason in *error, if the file is of another shard, or cannot be written.
  static std::unique_ptr<ShardRun> open(const std::string& file, const SummaryHead& head,
                                        const OnEntry& onEntry, std::string* error);

  // The part of the shard that is left to do.
  host::RangePart left() const { return left_; }

  // Adds what became of the next one. Returns what is wrong, or "".
  std::string add(const SeedEntry& entry);

  // After the last one. Returns what is wrong, or "".
  std::string finish();

 private:
  ShardRun(const std::string& file, const SummaryHead& head)
      : file_(file), part_(host::partOf(head.seeds, head.shard)), left_(part_) {}

  std::string resume(const std::string& text, const SummaryHead& head, const OnEntry& onEntry);

  const std::string file_;
  const host::RangePart part_;
  host::RangePart left_;
  bool isComplete_ = false;
  EntryWriter writer_;
};

// Reads the files of a merge. Adds a line to *problems for each that cannot be read.
std::vector<SummaryFile> readSummaries(const std::vector<std::string>& names,
                                       std::vector<std::string>* problems);

}  // namespace cli
