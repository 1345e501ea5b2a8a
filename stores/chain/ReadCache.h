// The values of the keys that a tail was asked for last, in front of its records. Bounded: the key
// that was not read for longest makes room. Whoever changes a record erases its key here.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <string>
#include <utility>

namespace chain {

class ReadCache {
 public:
  // Of at most this many keys.
  explicit ReadCache(size_t maxKeys) : maxKeys_(maxKeys) {}

  // Null if the key is not there. Valid until the cache changes.
  const std::string* find(const std::string& key);

  // REQUIRES: the key is not there.
  void add(const std::string& key, const std::string& value);

  void erase(const std::string& key);
  void clear();
  size_t size() const { return entries_.size(); }

 private:
  using Entry = std::pair<std::string, std::string>;  // Key and value.

  const size_t maxKeys_;
  std::list<Entry> entries_;  // By the last read, the latest first.
  std::map<std::string, std::list<Entry>::iterator> places_;
};

}  // namespace chain
