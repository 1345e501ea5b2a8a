// Rules for what each read of a key may return that need no search.
//
// A read's sources are the writes of its value that were not called after it finished. For an
// absent key they are the deletes, and the beginning, when no key existed. If a value was written
// more than once, or with unknown outcome, any such write may be the source: a read breaks a rule
// only if all its sources are too old. One operation is older than another if it finished before
// the other was called. An overwriting write is an acknowledged one that surely replaced the state:
// not a create that may have found the key present.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "check/consistency/Intervals.h"
#include "check/consistency/KeyHistory.h"

namespace check {

enum class Pattern : uint8_t {
  LostWrite,
  DeletedKeyBack,
  OwnWriteUnseen,
  Backward,   // It returned an older value than an earlier read.
  Stale,      // The value that it returned had been overwritten.
  Unwritten,  // The value that it returned was never written.
};
inline constexpr size_t kPatternCount = static_cast<size_t>(Pattern::Unwritten) + 1;

struct Finding {
  Pattern pattern;
  const Operation* read;
  const Operation* source;   // The newest; nullptr if there is none.
  const Operation* earlier;  // The write or, for Backward, the read that it should have seen.
};

// Each rule finds the first read, in order of the calls, that breaks it.
class ReadRules {
 public:
  // Borrows the history.
  explicit ReadRules(const KeyHistory& history);

  // Durable: the last read of the key, and all concurrent with it, have only sources older than an
  // overwriting create or update that finished before that read; and no delete may have come after
  // that write.
  std::optional<Finding> lostWrite() const;

  // NoResurrection: a read returned a value of which all sources are older than an acknowledged
  // delete that finished before the read.
  std::optional<Finding> deletedKeyBack() const;

  // ReadYourWrites: all sources of a read are older than an overwriting write of the same session,
  // which finished before the read.
  std::optional<Finding> ownWriteUnseen() const;

  // MonotonicReads: all sources of a read are older than all that an earlier read of the same
  // session may have returned.
  std::optional<Finding> backwardInSession() const;

  // Regular: a read has no source, or all are older than an overwriting write that finished before
  // the read.
  std::optional<Finding> staleRead() const;

  // The same as backwardInSession(), for the reads of all sessions together. A linearizable history
  // has no such read, a regular one may.
  std::optional<Finding> backwardRead() const;

 private:
  using Reads = std::vector<const KeyOperation*>;

  // The call of the newest source; 0 is the beginning. A value without a source counts as the
  // newest.
  uint64_t newestEnd(const KeyOperation& read) const;
  const Operation* newestSource(const KeyOperation& read) const;
  // The call of the first source among those that did not finish before `floor`.
  uint64_t firstSourceCall(const KeyOperation& read, uint64_t floor) const;
  Finding finding(Pattern pattern, const KeyOperation& read, const Operation* earlier) const;
  std::optional<Finding> overwritten(Pattern pattern, const KeyOperation& read,
                                     const LatestCalls& writes) const;
  std::optional<Finding> backward(const Reads& reads) const;

  const KeyHistory& history_;
  Reads reads_;
  std::vector<Intervals> sources_;  // By value.
};

}  // namespace check
