#include "stores/chain/ReadCache.h"

#include "host/Check.h"

namespace chain {

const std::string* ReadCache::find(const std::string& key) {
  const auto found = places_.find(key);
  if (found == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &found->second->second;
}

void ReadCache::add(const std::string& key, const std::string& value) {
  CHECK(places_.count(key) == 0);
  if (maxKeys_ == 0) return;
  if (entries_.size() == maxKeys_) {
    places_.erase(entries_.back().first);
    entries_.pop_back();
  }
  entries_.emplace_front(key, value);
  places_[key] = entries_.begin();
}

void ReadCache::erase(const std::string& key) {
  const auto found = places_.find(key);
  if (found == places_.end()) return;
  entries_.erase(found->second);
  places_.erase(found);
}

void ReadCache::clear() {
  entries_.clear();
  places_.clear();
}

}  // namespace chain
