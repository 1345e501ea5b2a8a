#include "stores/chain/Records.h"

#include <vector>

namespace chain {

namespace {

std::string storedText(const Record& record) { return textOf(record.version) + '=' + record.value; }

// Of the version, the flag and the counts.
constexpr size_t kFixedBytes = 32;

size_t bytesOf(const std::string& key, const Record& record) {
  return kFixedBytes + key.size() + record.value.size() + record.calls.bytes();
}

}  // namespace

Record Records::find(const std::string& key) const {
  const auto found = records_.find(key);
  return found == records_.end() ? Record() : found->second;
}

Records::Reading Records::read(const std::string& key) {
  if (const std::string* const value = cache_.find(key)) return {true, *value, true};
  const Record record = find(key);
  if (record.isPresent) cache_.add(key, record.value);
  return {record.isPresent, record.value, false};
}

bool Records::adopt(const std::string& key, const Record& record) {
  const auto found = records_.find(key);
  if (record.version <= (found == records_.end() ? Version() : found->second.version)) return false;
  erase(key);
  records_[key] = record;
  bytes_ += bytesOf(key, record);
  if (record.isPresent) table_.hashTable[key] = storedText(record);
  return true;
}

bool Records::hasRoomFor(const std::string& key, const Record& record) const {
  if (limits_.maxBytes == 0) return true;
  const auto found = records_.find(key);
  const size_t freed = found == records_.end() ? 0 : bytesOf(key, found->second);
  return bytes_ - freed + bytesOf(key, record) <= limits_.maxBytes;
}

void Records::erase(const std::string& key) {
  cache_.erase(key);
  table_.hashTable.erase(key);
  const auto found = records_.find(key);
  if (found == records_.end()) return;
  bytes_ -= bytesOf(key, found->second);
  records_.erase(found);
}

void Records::clear() {
  cache_.clear();
  bytes_ = 0;
  records_.clear();
  table_.clear();
}

void Records::collectTombstones(int now,
                                const std::function<bool(const std::string& key)>& isHeld) {
  std::vector<std::string> lapsed;
  for (const auto& [key, record] : records_) {
    if (!record.isPresent && now - record.version.tick > kTombstoneTicks && !isHeld(key)) {
      lapsed.push_back(key);
    }
  }
  for (const std::string& key : lapsed) erase(key);
}

}  // namespace chain
