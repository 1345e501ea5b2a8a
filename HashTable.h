// The local key-value table of one peer.
#ifndef HASHTABLE_H_
#define HASHTABLE_H_

#include "stdincludes.h"
#include "common.h"
#include "Entry.h"

// A map with the course's rules. An empty value counts as none to read, update and deleteKey.
// Failure is a return value; nothing throws. While it lives it stands in the TableRegistry, so that
// a checker can look into it.
class HashTable {
 public:
  // Open to submissions, which go through it directly. Ordered, so that they do so in the same
  // order in every run.
  map<string, string> hashTable;

  HashTable();
  HashTable(const HashTable& another);
  // The content alone: whose table it is does not change.
  HashTable& operator=(const HashTable& another) = default;

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

#ifdef COURSE_EDITION_2020
  // Key and value of what is stored as the text of an Entry with that role. Throw what Entry(text)
  // throws if anything else is stored.
  vector<pair<string, string>> retPrimaryPairs() { return pairsOf(PRIMARY); }
  vector<pair<string, string>> retSecondaryPairs() { return pairsOf(SECONDARY); }
  vector<pair<string, string>> retTertiaryPairs() { return pairsOf(TERTIARY); }
#endif

  virtual ~HashTable();

 private:
  // For the 2020 edition.
  vector<pair<string, string>> pairsOf(ReplicaType replica) const;
};

#endif  // HASHTABLE_H_
