// The records of one peer. Those with a value are also in a HashTable, where checks find them:
// their text is the version and the value.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "HashTable.h"
#include "stores/chain/Record.h"

namespace chain {

class Records {
 public:
  // A key that was never stored has version 0 and no value.
  Record find(const std::string& key) const;

  // Stores the record if it is newer than what is there. Returns whether it was.
  bool adopt(const std::string& key, const Record& record);

  void erase(const std::string& key);
  void clear();

  // Drops the tombstones of more than kTombstoneTicks ago, but for keys that `isHeld` names.
  void collectTombstones(int now, const std::function<bool(const std::string& key)>& isHeld);

  // By key.
  const std::map<std::string, Record>& all() const { return records_; }

 private:
  std::map<std::string, Record> records_;
  HashTable table_;
};

}  // namespace chain
