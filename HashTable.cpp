#include "HashTable.h"

#include "sim/TableRegistry.h"

HashTable::HashTable() { tableRegistry().add(this); }

HashTable::HashTable(const HashTable& another) : hashTable(another.hashTable) {
  tableRegistry().add(this);
}

HashTable::~HashTable() { tableRegistry().remove(this); }

bool HashTable::create(string key, string value) {
  hashTable.emplace(key, value);
  return true;
}

string HashTable::read(string key) {
  const auto found = hashTable.find(key);
  return found == hashTable.end() ? "" : found->second;
}

bool HashTable::update(string key, string newValue) {
  const auto found = hashTable.find(key);
  if (found == hashTable.end() || found->second.empty()) return false;
  found->second = newValue;
  return true;
}

bool HashTable::deleteKey(string key) {
  const auto found = hashTable.find(key);
  if (found == hashTable.end() || found->second.empty()) return false;
  hashTable.erase(found);
  return true;
}

vector<pair<string, string>> HashTable::pairsOf(ReplicaType replica) const {
  vector<pair<string, string>> pairs;
  for (const auto& stored : hashTable) {
    const Entry entry(stored.second);
    if (entry.replica == replica) pairs.emplace_back(stored.first, entry.value);
  }
  return pairs;
}
