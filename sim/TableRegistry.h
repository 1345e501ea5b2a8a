// Which peer holds which HashTable, so that a checker can look into the store of any node,
// including a stranger's.
#ifndef TABLEREGISTRY_H_
#define TABLEREGISTRY_H_

#include <cstdint>
#include <vector>

class HashTable;

// The live HashTables of the process. A table belongs to the peer whose code constructed it
// (host/RunPosition.h), and a copy to the peer that copied it. One constructed outside of any
// peer's code, such as a global variable, belongs to peer 0. Assignment does not change the owner.
class TableRegistry {
 public:
  // Only for HashTable. Removing an unknown table does nothing: it was forgotten.
  void add(HashTable* table);
  void remove(const HashTable* table);

  // The peer's tables, in the order of construction. Valid until the next call into peers' code.
  std::vector<const HashTable*> tablesOf(int32_t peerId) const;

  // The peer's oldest table, for writing to; null if there is none.
  HashTable* firstTableOf(int32_t peerId) const;

  // Forgets the peer's tables when it restarts: they may still be in memory, but count as lost.
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

// The process's only registry. Constructed before the first global HashTable and never destroyed,
// because a table may outlive everything else.
TableRegistry& tableRegistry();

#endif  // TABLEREGISTRY_H_
