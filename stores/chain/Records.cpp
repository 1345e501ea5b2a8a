#include "stores/chain/Records.h"

#include <vector>

namespace chain {

namespace {

std::string storedText(const Record& record) {
  const Version& version = record.version;
  return std::to_string(version.tick) + '.' + std::to_string(version.count) + '.' +
         std::to_string(version.head) + '=' + record.value;
}

}  // namespace

Record Records::find(const std::string& key) const {
  const auto found = records_.find(key);
  return found == records_.end() ? Record() : found->second;
}

bool Records::adopt(const std::string& key, const Record& record) {
  Record& own = records_[key];
  if (record.version <= own.version) return false;
  own = record;
  if (record.isPresent) {
    table_.hashTable[key] = storedText(record);
  } else {
    table_.hashTable.erase(key);
  }
  return true;
}

void Records::erase(const std::string& key) {
  records_.erase(key);
  table_.hashTable.erase(key);
}

void Records::clear() {
  records_.clear();
  table_.clear();
}

void Records::collectTombstones(int now,
                                const std::function<bool(const std::string& key)>& isHeld) {
  std::erase_if(records_, [&](const auto& each) {
    return !each.second.isPresent && now - each.second.version.tick > kTombstoneTicks &&
           !isHeld(each.first);
  });
}

}  // namespace chain
