// The consistency ladder: finds the strongest level that a history holds, the first that broke, and
// the operations that break it. docs/consistency.md has the ladder with examples; ReadRules.h the
// rules up to Regular; KeyHistory.h the effect of each operation on its key; OrderSearch.h the two
// levels above.
//
// Each key is checked by itself. When in doubt (a value written twice, a write of unknown outcome,
// a create that may have found the key present), a level holds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/base/Level.h"
#include "check/base/Placement.h"
#include "check/consistency/History.h"

namespace check {

std::string levelName(Level level);
std::optional<Level> levelNamed(const std::string& name);

// The kind of a violation in which no order explains the results of the calls on a key.
inline constexpr char kNoOrder[] = "no order";

struct Violation {
  Level level = Level::None;  // The level that broke.
  std::string kind;  // The kind of violation: one word for what an operation missed, or saw.
  std::string key;
  // The operations that break it, in the order of the calls: two to four, or some more if no order
  // explains them; one, if it read a value that was never written.
  std::vector<Operation> operations;
  std::string sentence;  // Explains it to a reader who knows none of the terms.
};

struct ConsistencyResult {
  Level held = Level::None;
  std::optional<Violation> violation;  // A violation of the weakest level that broke.
  int keysWithLostWrites = 0;          // Keys for which Durable broke.
  // The weakest level that the budget was too small to decide; None if there is none below the
  // level that broke.
  Level undecided = Level::None;
  // A key has compare-and-sets or appends, for which Sequential and Linearizable alone are decided:
  // the others are held if one of these is, and undecided if Sequential broke.
  bool hasOrdersAlone = false;
  // For each key whose calls are linearizable: an order, in real time, that explains their results,
  // by operations' ids.
  std::map<std::string, std::vector<int>> orders;
};

// `budget` is the number of operations that the searches may examine, over all keys; one search may
// use a quarter of the rest. An ordinary history takes a few for each of its operations. `stores`
// has the tables of the live peers after all operations. A write that a replica holds is not lost;
// if no table has a key, the results of the calls alone decide.
// Ids of operations are unique, and positions start from 1.
ConsistencyResult checkConsistency(const std::vector<Operation>& operations,
                                   uint64_t budget = 20'000'000, const Stores& stores = {},
                                   const Design& design = kQuorumDesign);

}  // namespace check
