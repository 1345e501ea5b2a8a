// The calls that a key's head has executed, with their results: at most once per request id, which
// is a call's coordinator and transaction.
//
// An entry is kept for kKeepTicks, and a call older than kOldestTicks is not executed; so no call
// comes after its entry is gone, however late the network delivers it. All peers read the same
// clock. The cache is a part of the key's record and goes wherever the record goes: down the chain,
// and to a joining member. At its byte bound it takes no further call, and the head answers
// overload: an entry is never dropped early. Units: ticks.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace chain {

// Orders the states of a key: the tick, a count within the tick, and the head that gave it.
struct Version {
  int32_t tick = 0;
  int32_t count = 0;
  int32_t head = 0;
  auto operator<=>(const Version&) const = default;
};

// "12.0.3"
std::string textOf(const Version& version);

// A call that changed the record, or failed to.
struct Executed {
  int32_t coordinator = 0;
  int32_t transId = 0;
  Version version;  // The record's after it.
  bool succeeded = false;
};

class RequestCache {
 public:
  static constexpr int kKeepTicks = 50;
  static constexpr int kOldestTicks = 40;
  static_assert(kKeepTicks > kOldestTicks);
  // Of an entry in a message.
  static constexpr size_t kEntryBytes = 21;
  static constexpr size_t kMaxBytes = 100 * kEntryBytes;

  // Whether a call may have been executed and forgotten.
  static bool isTooOld(int calledAt, int now) { return now - calledAt > kOldestTicks; }

  // Null if the call is not there. Valid until the cache changes.
  const Executed* find(int32_t coordinator, int32_t transId) const;

  // Drops the entries that have been kept long enough.
  void expire(int now);

  // Takes the entry of a call that is not there. False at the byte bound: nothing is changed.
  bool add(const Executed& call);

  // By version.
  const std::vector<Executed>& all() const { return calls_; }
  size_t bytes() const { return calls_.size() * kEntryBytes; }

 private:
  std::vector<Executed> calls_;
};

}  // namespace chain
