#include "cli/shards/ShardOrder.h"

#include <algorithm>
#include <utility>

namespace cli {

namespace {

struct Known {
  SummaryFile file;
  SummaryHead head;
  host::RangePart part;
  bool isComplete = false;
};

std::string seedsText(uint64_t first, uint64_t end) {
  if (end - first == 1) return "seed " + std::to_string(first);
  return "seeds " + std::to_string(first) + ".." + std::to_string(end - 1);
}

// Returns what is wrong with the file by itself, or "".
std::string lookAt(Known* known) {
  SummaryReader reader(known->file.name, known->file.text);
  SeedEntry entry;
  while (reader.next(&entry)) continue;
  if (!reader.problem().empty()) return reader.problem();
  known->head = reader.head();
  known->part = host::partOf(known->head.seeds, known->head.shard);
  known->isComplete = reader.isComplete();
  return "";
}

// The shards of the first file's division that have some of the seeds.
template <typename CommandOf>
void addCommands(const SummaryHead& head, uint64_t first, uint64_t end, const CommandOf& commandOf,
                 std::vector<std::string>* problems) {
  for (uint64_t index = 1; index <= head.shard.count; ++index) {
    const host::Shard shard = {index, head.shard.count};
    const host::RangePart part = host::partOf(head.seeds, shard);
    const bool hasSome = part.count > 0 && part.first < end && part.first + part.count > first;
    if (hasSome) problems->push_back("  run: " + commandOf(head, shard));
  }
}

}  // namespace

std::vector<std::string> orderShards(
    std::vector<SummaryFile>* files, const std::string& build,
    const std::function<std::string(const SummaryHead&, const host::Shard&)>& commandOf) {
  std::vector<std::string> problems;
  std::vector<Known> all;
  for (SummaryFile& file : *files) {
    Known known;
    known.file = std::move(file);
    const std::string problem = lookAt(&known);
    if (!problem.empty()) return {problem};
    if (known.head.build != build) {
      problems.push_back(known.file.name + ": is of another build of ./Application");
    } else if (!all.empty() && !known.head.isOfSameSweep(all.front().head)) {
      problems.push_back(known.file.name + ": is of another sweep than " + all.front().file.name);
    }
    all.push_back(std::move(known));
  }
  if (!problems.empty()) return problems;
  std::stable_sort(all.begin(), all.end(), [](const Known& left, const Known& right) {
    return std::pair(left.part.first, left.part.count) <
           std::pair(right.part.first, right.part.count);
  });
  const SummaryHead& head = all.front().head;
  uint64_t next = head.seeds.first;
  const auto requireUpTo = [&](uint64_t end) {
    if (next >= end) return;
    problems.push_back(seedsText(next, end) + ": no file has them");
    addCommands(head, next, end, commandOf, &problems);
  };
  files->clear();
  for (Known& known : all) {
    const uint64_t end = known.part.first + known.part.count;
    requireUpTo(known.part.first);
    if (known.part.count > 0 && known.part.first < next) {
      problems.push_back(known.file.name + ": another file has " +
                         seedsText(known.part.first, std::min(next, end)) + ", too");
    } else if (!known.isComplete) {
      problems.push_back(known.file.name + ": the shard was interrupted\n  run: " +
                         commandOf(known.head, known.head.shard));
    }
    next = std::max(next, end);
    files->push_back(std::move(known.file));
  }
  requireUpTo(head.seeds.last + 1);
  return problems;
}

}  // namespace cli
