// The records of one peer, within a byte budget, and the cache of hot keys in front of them. Those
// with a value are also in a HashTable, where checks find them: their text is the version and the
// value.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "HashTable.h"
#include "stores/chain/ReadCache.h"
#include "stores/chain/Record.h"

namespace chain {

class Records {
 public:
  struct Limits {
    size_t maxBytes = 0;       // 0: no limit.
    size_t maxCachedKeys = 0;  // 0: no cache.
  };

  struct Reading {
    bool isPresent = false;
    std::string value;
    bool isHit = false;  // The cache had it.
  };

  explicit Records(const Limits& limits) : limits_(limits), cache_(limits.maxCachedKeys) {}

  // A key that was never stored has version 0 and no value.
  Record find(const std::string& key) const;

  // For the tail: by way of the cache.
  Reading read(const std::string& key);
  bool hasCache() const { return limits_.maxCachedKeys > 0; }

  // Stores the record if it is newer than what is there, whatever the budget: another member has
  // accepted it. Returns whether it was.
  bool adopt(const std::string& key, const Record& record);

  // Whether the budget allows the record in place of what is there.
  bool hasRoomFor(const std::string& key, const Record& record) const;

  void erase(const std::string& key);
  void clear();

  // Drops the tombstones of more than kTombstoneTicks ago, but for keys that `isHeld` names.
  void collectTombstones(int now, const std::function<bool(const std::string& key)>& isHeld);

  // By key.
  const std::map<std::string, Record>& all() const { return records_; }
  // What the records take, with keys and remembered calls.
  size_t bytes() const { return bytes_; }

 private:
  const Limits limits_;
  std::map<std::string, Record> records_;
  size_t bytes_ = 0;
  ReadCache cache_;
  HashTable table_;
};

}  // namespace chain
