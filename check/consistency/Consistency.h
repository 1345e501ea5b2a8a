// The consistency ladder: the strongest level that a history holds, the first that broke, and the
// operations that break it. docs/consistency.md has the ladder with examples; ReadRules.h the rules
// up to Regular; KeyHistory.h what each operation does to its key; OrderSearch.h the two levels
// above.
//
// Each key is checked by itself. When in doubt (a value written twice, a write of unknown outcome,
// a create that may have found the key present), a level holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "check/base/Placement.h"
#include "check/consistency/History.h"

namespace check {

// Weakest first. A history holds a level if it holds all up to it.
enum class Level : uint8_t {
  None,
  Durable,         // No acknowledged write lost: neither read nor held any more.
  NoResurrection,  // No deleted key back.
  ReadYourWrites,  // A session sees what it wrote, or something younger.
  MonotonicReads,  // A session never sees something older than before.
  Regular,         // A read returns the latest value, or that of a concurrent write.
  Sequential,      // One order explains all results, and keeps that of each session.
  Linearizable     // One order explains all results, and keeps that of real time.
};

// "durable", "no-resurrection", "read-your-writes", … as in the conf's DEMAND; None is "none".
std::string levelName(Level level);
std::optional<Level> levelNamed(const std::string& name);

struct Violation {
  Level level = Level::None;  // The one that broke.
  std::string kind;           // How: one word for what an operation did not see, or saw.
  std::string key;
  // The two to four that break it, in the order of the calls; one, if it read what nobody wrote.
  std::vector<Operation> operations;
  std::string sentence;  // What is wrong, for a reader who knows none of the terms.
};

struct ConsistencyResult {
  Level held = Level::None;
  std::optional<Violation> violation;  // Of the weakest level that broke.
  // The weakest level that the budget was too small to decide; None if there is none below the one
  // that broke.
  Level undecided = Level::None;
};

// `budget`: operations that the searches may look at, over all keys; one search may take a quarter
// of what is left. An ordinary history takes a few for each of its operations. The operations: ids
// are unique, positions from 1.
// `stores`: what the live peers hold after all of them. A write that a replica holds is not lost;
// where no table has a key, what clients were told decides alone.
ConsistencyResult checkConsistency(const std::vector<Operation>& operations,
                                   uint64_t budget = 20'000'000, const Stores& stores = {},
                                   const Design& design = kQuorumDesign);

}  // namespace check
