// Declarations only: the local key-value table of one peer.
#ifndef COURSE_API_HASHTABLE_H_
#define COURSE_API_HASHTABLE_H_

#include "stdincludes.h"
#include "common.h"
#include "Entry.h"

class HashTable {
 public:
  map<string, string> hashTable;
  HashTable();
  bool create(string key, string value);
  string read(string key);
  bool update(string key, string newValue);
  bool deleteKey(string key);
  bool isEmpty();
  unsigned long currentSize();
  void clear();
  unsigned long count(string key);
#ifdef COURSE_EDITION_2020
  // Key and value of the entries with that role; the stored texts must be those of Entry.
  vector<pair<string, string>> retPrimaryPairs();
  vector<pair<string, string>> retSecondaryPairs();
  vector<pair<string, string>> retTertiaryPairs();
#endif
  virtual ~HashTable();
};

#endif  // COURSE_API_HASHTABLE_H_
