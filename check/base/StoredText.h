// What a text in a HashTable says. Many submissions store the text of an Entry instead of the bare
// value. Reads any text and never throws.
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

// Reads `value:timestamp:replica` as the constructor of Entry does, so of an entry that holds an
// entry the innermost value. Text that Entry refuses is read from its end, because a submission's
// own reader may allow `:` in a value. Nothing if neither way finds two numbers.
std::optional<StoredEntry> readStoredEntry(const std::string& text);

// Whether copies with these texts agree: the texts are equal or, if all are texts of an Entry, the
// values in them are. A copy's time and role may be its own.
bool agree(const std::set<std::string>& texts);

}  // namespace check
