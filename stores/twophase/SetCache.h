// A set-associative cache with second-chance eviction in each set.
//
// A key's hash determines its set. A set is a queue: a new entry is added at the tail,
// unreferenced, and a hit marks it as referenced. To make room, the entry at the head is examined:
// if it is referenced, it moves to the tail, unreferenced; otherwise it is evicted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twophase {

class SetCache {
 public:
  // REQUIRES: sets >= 1; entriesPerSet >= 1.
  SetCache(size_t sets, size_t entriesPerSet);

  // The set of the key: 0 … sets-1. It need not be in the cache.
  size_t setOf(std::string_view key) const;

  // Looks the key up, and counts a hit or a miss.
  std::optional<std::string> get(const std::string& key);

  // The same without side effects, for tests.
  std::optional<std::string> peek(const std::string& key) const;

  // Stores the value. If the key is in the cache, its entry keeps its position.
  void put(const std::string& key, const std::string& value);

  void erase(const std::string& key);

  int64_t hits() const { return hits_; }
  int64_t misses() const { return misses_; }

 private:
  struct Entry {
    std::string key;
    std::string value;
    bool isReferenced = false;
  };
  using Set = std::deque<Entry>;  // The head first.

  Set::iterator find(const std::string& key);

  const size_t entriesPerSet_;
  std::vector<Set> sets_;
  int64_t hits_ = 0;
  int64_t misses_ = 0;
};

}  // namespace twophase
