#include "check/consistency/CopyValues.h"

#include <algorithm>

#include "check/base/StoredText.h"
#include "check/consistency/KeyHistory.h"
#include "check/consistency/KeyStates.h"

namespace check {

namespace {

using Values = std::set<std::string>;
using Texts = std::set<std::string>;

bool setsValue(const KeyOperation& operation) {
  return !operation.isRead() && !operation.isDelete();
}

// Returns whether a later acknowledged write has surely replaced it.
bool isOvertaken(const KeyOperation& write, const KeyHistory& history) {
  return std::any_of(history.begin(), history.end(), [&](const KeyOperation& other) {
    return other.overwrites && other.call->invoked > write.call->finished;
  });
}

bool holdsOneOf(const std::string& text, const Values& values) {
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& value) { return holdsValue(text, value); });
}

// All texts for `key` in the tables of the peers.
Texts textsOn(const std::vector<sim::PeerId>& peers, const std::string& key, const Stores& stores) {
  Texts texts;
  for (const sim::PeerId peer : peers) {
    const auto store = stores.find(peer);
    if (store == stores.end()) continue;
    for (const Table& table : store->second) {
      const auto copy = table.find(key);
      if (copy != table.end()) texts.insert(copy->second);
    }
  }
  return texts;
}

// Returns whether one of the texts has another value than those in `values`, as far as its form is
// understood: it is that of an Entry, or another copy of the key shows that texts are bare values.
bool hasWrongValue(const Texts& texts, const Values& values) {
  const bool areBare = std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    return texts.count(value) > 0;
  });
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    const bool isUnderstood = areBare || readStoredEntry(text).has_value();
    return isUnderstood && !holdsOneOf(text, values);
  });
}

}  // namespace

std::map<std::string, Values> valuesLeft(const std::vector<Operation>& operations) {
  std::map<std::string, Values> left;
  for (const auto& [key, history] : splitByKey(operations)) {
    for (const KeyOperation& write : history) {
      if (setsValue(write) && !isOvertaken(write, history)) left[key].insert(write.call->value);
    }
  }
  return left;
}

bool holdsValue(const std::string& text, const std::string& value) {
  if (text == value) return true;
  const auto entry = readStoredEntry(text);
  return entry && entry->value == value;
}

std::vector<sim::PeerId> replicasWith(const Stores& stores, const std::string& key,
                                      const Values& values, const Design& design) {
  std::vector<sim::PeerId> replicas = rightPeers(peersOf(stores), key, design);
  std::erase_if(replicas, [&](sim::PeerId peer) {
    const Texts texts = textsOn({peer}, key, stores);
    return std::none_of(texts.begin(), texts.end(),
                        [&](const std::string& text) { return holdsOneOf(text, values); });
  });
  return replicas;
}

bool areTablesSeen(const Stores& stores) {
  return std::any_of(stores.begin(), stores.end(), [](const auto& store) {
    return std::any_of(store.second.begin(), store.second.end(),
                       [](const Table& table) { return !table.empty(); });
  });
}

CopyValues compareValues(const Stores& stores, const std::vector<Operation>& operations,
                         const Design& design) {
  const std::map<std::string, Values> left = valuesLeft(operations);
  const Placement placement(peersOf(stores), design);
  CopyValues result;
  for (const auto& [key, state] : keyStates(operations)) {
    const auto values = left.find(key);
    if (state != KeyState::Live || values == left.end()) continue;
    const Texts texts = textsOn(placement.rightPeers(key), key, stores);
    if (hasWrongValue(texts, values->second)) ++result.wrong;
    if (!agree(texts)) ++result.unequal;
  }
  return result;
}

}  // namespace check
