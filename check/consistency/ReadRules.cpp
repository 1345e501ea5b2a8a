#include "check/consistency/ReadRules.h"

#include <algorithm>
#include <map>

namespace check {

ReadRules::ReadRules(const KeyHistory& history) : history_(history) {
  for (const KeyOperation& operation : history) {
    const size_t value = static_cast<size_t>(operation.value);
    if (value >= sources_.size()) sources_.resize(value + 1);
    if (operation.isRead()) {
      reads_.push_back(&operation);
    } else {
      sources_[value].add(*operation.call);
    }
  }
}

std::optional<Finding> ReadRules::lostWrite() const {
  if (reads_.empty()) return std::nullopt;
  const KeyOperation& last = *reads_.back();
  uint64_t youngest = 0;
  uint64_t end = 0;
  for (const KeyOperation* read : reads_) {
    if (read->call->finished < last.call->invoked) continue;
    youngest = std::max(youngest, newestEnd(*read));
    end = std::max(end, read->call->finished);
  }
  const Operation* lastDelete = sources_[kAbsent].lastToFinish(end);
  if (lastDelete != nullptr) youngest = std::max(youngest, lastDelete->finished);

  LatestCalls writes;
  for (const KeyOperation& operation : history_) {
    if (operation.overwrites && !operation.isDelete()) writes.add(*operation.call);
  }
  writes.sort();
  const Operation* lost = writes.latestBefore(last.call->invoked);
  if (lost == nullptr || lost->invoked <= youngest) return std::nullopt;
  return finding(Pattern::LostWrite, last, lost);
}

std::optional<Finding> ReadRules::deletedKeyBack() const {
  LatestCalls deletes;
  for (const KeyOperation& operation : history_) {
    if (operation.overwrites && operation.isDelete()) deletes.add(*operation.call);
  }
  deletes.sort();
  for (const KeyOperation* read : reads_) {
    if (read->value == kAbsent) continue;
    if (auto found = overwritten(Pattern::DeletedKeyBack, *read, deletes)) return found;
  }
  return std::nullopt;
}

std::optional<Finding> ReadRules::ownWriteUnseen() const {
  std::map<int, LatestCalls> writesOf;
  for (const KeyOperation& operation : history_) {
    if (operation.overwrites) writesOf[operation.call->client].add(*operation.call);
  }
  for (auto& [client, writes] : writesOf) writes.sort();
  for (const KeyOperation* read : reads_) {
    const auto writes = writesOf.find(read->call->client);
    if (read->call->client == 0 || writes == writesOf.end()) continue;
    if (auto found = overwritten(Pattern::OwnWriteUnseen, *read, writes->second)) return found;
  }
  return std::nullopt;
}

std::optional<Finding> ReadRules::backwardInSession() const {
  std::map<int, Reads> readsOf;
  for (const KeyOperation* read : reads_) readsOf[read->call->client].push_back(read);
  readsOf.erase(0);
  std::optional<Finding> first;
  for (const auto& [client, reads] : readsOf) {
    const auto found = backward(reads);
    if (found && (!first || found->read->invoked < first->read->invoked)) first = found;
  }
  return first;
}

std::optional<Finding> ReadRules::staleRead() const {
  LatestCalls writes;
  for (const KeyOperation& operation : history_) {
    if (operation.overwrites) writes.add(*operation.call);
  }
  writes.sort();
  for (const KeyOperation* read : reads_) {
    if (read->value != kAbsent && newestSource(*read) == nullptr) {
      return finding(Pattern::Unwritten, *read, nullptr);
    }
    if (auto found = overwritten(Pattern::Stale, *read, writes)) return found;
  }
  return std::nullopt;
}

std::optional<Finding> ReadRules::backwardRead() const { return backward(reads_); }

uint64_t ReadRules::newestEnd(const KeyOperation& read) const {
  const Operation* source = newestSource(read);
  if (source != nullptr) return source->finished;
  return read.value == kAbsent ? 0 : UINT64_MAX;
}

const Operation* ReadRules::newestSource(const KeyOperation& read) const {
  return sources_[static_cast<size_t>(read.value)].lastToFinish(read.call->finished);
}

uint64_t ReadRules::firstSourceCall(const KeyOperation& read, uint64_t floor) const {
  if (read.value == kAbsent && floor == 0) return 0;
  const Operation* source = sources_[static_cast<size_t>(read.value)].firstCalled(floor);
  return source == nullptr ? 0 : source->invoked;
}

Finding ReadRules::finding(Pattern pattern, const KeyOperation& read,
                           const Operation* earlier) const {
  return {pattern, read.call, newestSource(read), earlier};
}

std::optional<Finding> ReadRules::overwritten(Pattern pattern, const KeyOperation& read,
                                              const LatestCalls& writes) const {
  const Operation* write = writes.latestBefore(read.call->invoked);
  if (write == nullptr || write->invoked <= newestEnd(read)) return std::nullopt;
  return finding(pattern, read, write);
}

// A read shows that the key has reached at least the call of its first possible source. That is the
// floor of all reads that follow it.
std::optional<Finding> ReadRules::backward(const Reads& reads) const {
  struct Shown {
    const Operation* read;
    uint64_t floor;
  };
  std::vector<Shown> unfinished;
  Shown highest{nullptr, 0};
  for (const KeyOperation* read : reads) {
    for (const Shown& shown : unfinished) {
      const bool isOver = shown.read->finished < read->call->invoked;
      if (isOver && shown.floor > highest.floor) highest = shown;
    }
    std::erase_if(unfinished, [&](const Shown& shown) {
      return shown.floor <= highest.floor || shown.read->finished < read->call->invoked;
    });
    if (newestEnd(*read) < highest.floor) return finding(Pattern::Backward, *read, highest.read);
    unfinished.push_back({read->call, firstSourceCall(*read, highest.floor)});
  }
  return std::nullopt;
}

}  // namespace check
