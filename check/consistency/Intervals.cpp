#include "check/consistency/Intervals.h"

#include <algorithm>

namespace check {

void Intervals::add(const Operation& operation) {
  Entry entry{&operation, &operation, nullptr};
  if (!entries_.empty()) {
    const Entry& before = entries_.back();
    entry.secondLast = before.last;
    if (before.last->finished > operation.finished) {
      entry.last = before.last;
      const Operation* other = before.secondLast;
      const bool otherIsLater = other != nullptr && other->finished > operation.finished;
      entry.secondLast = otherIsLater ? other : &operation;
    }
  }
  entries_.push_back(entry);
}

bool Intervals::hasOther(int id, uint64_t calledUpTo, uint64_t finishedFrom) const {
  const Entry* entry = entryUpTo(calledUpTo);
  if (entry == nullptr) return false;
  const Operation* other = entry->last->id == id ? entry->secondLast : entry->last;
  return other != nullptr && other->finished >= finishedFrom;
}

const Operation* Intervals::lastToFinish(uint64_t calledUpTo) const {
  const Entry* entry = entryUpTo(calledUpTo);
  return entry == nullptr ? nullptr : entry->last;
}

const Operation* Intervals::firstCalled(uint64_t finishedFrom) const {
  // The first entry whose `last` is late enough is that operation itself.
  const auto found =
      std::partition_point(entries_.begin(), entries_.end(),
                           [&](const Entry& entry) { return entry.last->finished < finishedFrom; });
  return found == entries_.end() ? nullptr : found->operation;
}

const Intervals::Entry* Intervals::entryUpTo(uint64_t calledUpTo) const {
  const auto end = std::partition_point(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.operation->invoked <= calledUpTo;
  });
  return end == entries_.begin() ? nullptr : &*(end - 1);
}

void LatestCalls::sort() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& left, const Entry& right) {
    return left.operation->finished < right.operation->finished;
  });
  for (size_t i = 1; i < entries_.size(); ++i) {
    const Operation* before = entries_[i - 1].latest;
    if (before->invoked > entries_[i].operation->invoked) entries_[i].latest = before;
  }
}

const Operation* LatestCalls::latestBefore(uint64_t position) const {
  const auto end = std::partition_point(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.operation->finished < position;
  });
  return end == entries_.begin() ? nullptr : (end - 1)->latest;
}

}  // namespace check
