// Who holds which HashTable: a checker can so look into the store of any node, a stranger's too.
#ifndef TABLEREGISTRY_H_
#define TABLEREGISTRY_H_

#include <cstdint>
#include <vector>

class HashTable;

// The live HashTables of the process. A table belongs to the peer in whose code it was constructed
// (host/RunPosition.h), a copy to the one who copied; one made outside of all peers' code, as a
// global variable, belongs to peer 0. Assignment changes no owner.
class TableRegistry {
 public:
  // For HashTable alone. Removing a table that is not known does nothing: it was forgotten.
  void add(HashTable* table);
  void remove(const HashTable* table);

  // The peer's tables, in the order of construction. Valid until the next call into peers' code.
  std::vector<const HashTable*> tablesOf(int32_t peerId) const;

  // The one that was made first, to be written to; null if there is none.
  HashTable* firstTableOf(int32_t peerId) const;

  // From now on the peer has no tables but those that it makes anew. For its restart: what it held
  // before may still be in memory and is lost all the same.
  void forgetTablesOf(int32_t peerId);

  // The same for all peers: a new run begins in this process.
  void clear() { entries.clear(); }

 private:
  struct Entry {
    HashTable* table;
    int32_t peerId;
  };

  std::vector<Entry> entries;  // In the order of construction.
};

// The process's one registry. There before the first global HashTable, and never destroyed: a
// table may live longer than everything else.
TableRegistry& tableRegistry();

#endif  // TABLEREGISTRY_H_
