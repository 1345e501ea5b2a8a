// Parses a text in a HashTable. Many submissions store the text of an Entry instead of the bare
// value. Accepts any text and never throws.
#pragma once

#include <optional>
#include <set>
#include <string>

namespace check {

struct StoredEntry {
  std::string value;
  int timestamp;
  int replica;  // Any number: a submission may use more than the three of ReplicaType.
};

// Parses `value:timestamp:replica` as the constructor of Entry does, so that an entry within an
// entry gives the innermost value. Text that Entry refuses is parsed from its end, because a
// submission's own reader may allow `:` in a value. Returns nothing if neither way finds two
// numbers.
std::optional<StoredEntry> readStoredEntry(const std::string& text);

// Returns whether copies with these texts agree: the texts are equal, or all are texts of an Entry
// and the values in them are equal. The time and role may differ between copies.
bool agree(const std::set<std::string>& texts);

}  // namespace check
