#include "check/cluster/Replication.h"

#include <algorithm>
#include <set>

#include "check/base/StoredText.h"
#include "check/base/Wording.h"

namespace check {
namespace {

using Peers = std::vector<sim::PeerId>;

// The copies of one key: for each holder, the texts in its tables.
using Copies = std::map<sim::PeerId, std::vector<std::string>>;

std::map<std::string, Copies> copiesByKey(const Stores& stores) {
  std::map<std::string, Copies> copies;
  for (const auto& [peer, tables] : stores) {
    for (const Table& table : tables) {
      for (const auto& [key, text] : table) copies[key][peer].push_back(text);
    }
  }
  return copies;
}

Peers holders(const Copies& copies) {
  Peers peers;
  for (const auto& copy : copies) peers.push_back(copy.first);
  return peers;
}

bool agree(const Copies& copies) {
  std::set<std::string> texts;
  for (const auto& copy : copies) texts.insert(copy.second.begin(), copy.second.end());
  return check::agree(texts);
}

std::string nameOf(const std::string& key) { return "key " + printable(key); }

std::string copiesText(const Peers& where) {
  const std::string count = countText(where.size(), "copy", "copies");
  return where.empty() ? count : count + ", on " + peersText(where);
}

// True if the first list has an element that the second one lacks.
bool hasMore(const Peers& peers, const Peers& others) {
  return !std::includes(others.begin(), others.end(), peers.begin(), peers.end());
}

// Judges the keys one by one.
class KeyChecker {
 public:
  KeyChecker(const std::map<std::string, std::string>& deletions, ReplicationResult* result)
      : deletions_(deletions), result_(result) {}

  void checkPlaces(const std::string& key, const Copies& copies, const Peers& right) {
    const Peers where = holders(copies);
    if (where.empty()) ++result_->lost;
    if (hasMore(right, where)) ++result_->incomplete;
    if (hasMore(where, right)) ++result_->misplaced;
    const auto deletion = deletions_.find(key);
    const bool mayBeGone = deletion != deletions_.end();
    const std::string aside = mayBeGone ? ", " + deletion->second + "," : "";
    if (where != right) {
      add(hasMore(right, where) ? "missing copies" : "surplus copies", key,
          nameOf(key) + aside + " has " + copiesText(where) +
              (mayBeGone ? "; if it is still there, it belongs on " : "; it belongs on ") +
              numbersText(right));
    }
    if (agree(copies)) return;
    ++result_->different;
    add("different copies", key,
        "the copies of " + nameOf(key) + aside + " do not agree: they are on " + peersText(where));
  }

  void checkAbsence(const std::string& key, const Copies& copies, const std::string& fate) {
    if (copies.empty()) return;
    ++result_->leaked;
    add(fate, key, nameOf(key) + " was " + fate + " and has " + copiesText(holders(copies)));
  }

 private:
  void add(const std::string& kind, const std::string& key, const std::string& sentence) {
    addProblem({kind, key}, sentence, &result_->problems, &result_->first);
  }

  const std::map<std::string, std::string>& deletions_;
  ReplicationResult* const result_;
};

}  // namespace

ReplicationResult checkReplication(const Stores& stores,
                                   const std::map<std::string, KeyState>& states,
                                   const std::map<std::string, std::string>& deletions,
                                   const Design& design) {
  const Placement placement(peersOf(stores), design);
  std::map<std::string, Copies> copiesOf = copiesByKey(stores);
  for (const auto& state : states) copiesOf[state.first];
  ReplicationResult result;
  KeyChecker checker(deletions, &result);
  for (const auto& [key, copies] : copiesOf) {
    ++result.keys;
    result.copies += static_cast<int>(copies.size());
    const auto state = states.find(key);
    if (state == states.end()) {
      checker.checkAbsence(key, copies, "never created");
    } else if (state->second == KeyState::Deleted) {
      checker.checkAbsence(key, copies, "deleted");
    } else if (state->second == KeyState::Live || !copies.empty()) {
      checker.checkPlaces(key, copies, placement.rightPeers(key));
    }
  }
  return result;
}

}  // namespace check
