#include "check/consistency/ReadCounts.h"

#include <map>
#include <string>

#include "check/consistency/Intervals.h"

namespace check {

namespace {

// The writes of one key.
struct KeyWrites {
  std::map<std::string, uint64_t> firstCalls;  // By value.
  LatestCalls sets;                            // Acknowledged.
  Intervals deletes;

  void add(const Operation& write) {
    if (write.kind == sim::Operation::Delete) {
      deletes.add(write);
      return;
    }
    firstCalls.emplace(write.value, write.invoked);
    if (write.outcome == Outcome::Ok) sets.add(write);
  }

  bool hadWritten(const Operation& read) const {
    const auto first = firstCalls.find(read.value);
    return first != firstCalls.end() && first->second < read.finished;
  }

  bool hadKey(const Operation& read) const {
    const Operation* set = sets.latestBefore(read.invoked);
    const Operation* last = deletes.lastToFinish(read.invoked);
    return set != nullptr && (last == nullptr || last->finished < set->invoked);
  }
};

}  // namespace

ReadCounts countReads(const std::vector<Operation>& operations) {
  std::map<std::string, KeyWrites> writes;
  for (const Operation& operation : operations) {
    KeyWrites& ofKey = writes[operation.key];
    if (operation.kind != sim::Operation::Read) ofKey.add(operation);
  }
  for (auto& entry : writes) entry.second.sets.sort();
  ReadCounts counts;
  for (const Operation& read : operations) {
    if (read.kind != sim::Operation::Read) continue;
    const KeyWrites& ofKey = writes[read.key];
    const bool hasFailed = read.outcome != Outcome::Ok && read.finishedAt >= 0;
    if (read.outcome == Outcome::Ok && !ofKey.hadWritten(read)) ++counts.unwritten;
    if (hasFailed && ofKey.hadKey(read)) ++counts.refused;
  }
  return counts;
}

}  // namespace check
