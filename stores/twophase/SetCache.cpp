#include "stores/twophase/SetCache.h"

#include <algorithm>
#include <utility>

#include "check/base/ServerIds.h"
#include "host/Check.h"

namespace twophase {

SetCache::SetCache(size_t sets, size_t entriesPerSet) : entriesPerSet_(entriesPerSet) {
  CHECK(sets >= 1);
  CHECK(entriesPerSet >= 1);
  sets_.resize(sets);
}

size_t SetCache::setOf(std::string_view key) const {
  return static_cast<size_t>(check::serverKeyHash(key) % sets_.size());
}

SetCache::Set::iterator SetCache::find(const std::string& key) {
  Set& set = sets_[setOf(key)];
  return std::find_if(set.begin(), set.end(), [&](const Entry& entry) { return entry.key == key; });
}

std::optional<std::string> SetCache::get(const std::string& key) {
  const auto found = find(key);
  if (found == sets_[setOf(key)].end()) {
    ++misses_;
    return std::nullopt;
  }
  ++hits_;
  found->isReferenced = true;
  return found->value;
}

std::optional<std::string> SetCache::peek(const std::string& key) const {
  for (const Entry& entry : sets_[setOf(key)]) {
    if (entry.key == key) return entry.value;
  }
  return std::nullopt;
}

void SetCache::put(const std::string& key, const std::string& value) {
  Set& set = sets_[setOf(key)];
  const auto found = find(key);
  if (found != set.end()) {
    found->value = value;
    return;
  }
  while (set.size() >= entriesPerSet_) {
    Entry head = std::move(set.front());
    set.pop_front();
    if (!std::exchange(head.isReferenced, false)) break;
    set.push_back(std::move(head));
  }
  set.push_back({key, value});
}

void SetCache::erase(const std::string& key) {
  const auto found = find(key);
  Set& set = sets_[setOf(key)];
  if (found != set.end()) set.erase(found);
}

}  // namespace twophase
