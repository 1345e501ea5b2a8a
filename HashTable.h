// The local key-value table of one peer.
#ifndef HASHTABLE_H_
#define HASHTABLE_H_

#include "stdincludes.h"
#include "common.h"
#include "Entry.h"

// A map with the course's rules. An empty value counts as none to read, update and deleteKey.
// Failure is a return value; nothing throws.
class HashTable {
 public:
  // Open to submissions, which go through it directly. Ordered, so that they do so in the same
  // order in every run.
  map<string, string> hashTable;

  HashTable() {}

  // True in any case. A key that is there already keeps its value.
  bool create(string key, string value);

  // The value, or "" if the key is absent.
  string read(string key);

  // False, and nothing changes, if the key is absent or its value is "".
  bool update(string key, string newValue);
  bool deleteKey(string key);

  bool isEmpty() { return hashTable.empty(); }
  unsigned long currentSize() { return hashTable.size(); }
  void clear() { hashTable.clear(); }

  // 1 if the key is there, whatever its value; else 0.
  unsigned long count(string key) { return hashTable.count(key); }

  virtual ~HashTable() {}
};

#endif  // HASHTABLE_H_
