#include "sim/TableRegistry.h"

#include <algorithm>

#include "host/RunPosition.h"

void TableRegistry::add(HashTable* table) {
  const bool isInPeersCode = host::runPosition.call != nullptr;
  entries.push_back({table, isInPeersCode ? host::runPosition.peerId : 0});
}

void TableRegistry::remove(const HashTable* table) {
  // From the back: short-lived copies are found at once.
  const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                  [&](const Entry& entry) { return entry.table == table; });
  if (found != entries.rend()) entries.erase(std::next(found).base());
}

std::vector<const HashTable*> TableRegistry::tablesOf(int32_t peerId) const {
  std::vector<const HashTable*> tables;
  for (const Entry& entry : entries) {
    if (entry.peerId == peerId) tables.push_back(entry.table);
  }
  return tables;
}

HashTable* TableRegistry::firstTableOf(int32_t peerId) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.peerId == peerId; });
  return found == entries.end() ? nullptr : found->table;
}

void TableRegistry::forgetTablesOf(int32_t peerId) {
  std::erase_if(entries, [&](const Entry& entry) { return entry.peerId == peerId; });
}

TableRegistry& tableRegistry() {
  static TableRegistry* const registry = new TableRegistry;
  return *registry;
}
