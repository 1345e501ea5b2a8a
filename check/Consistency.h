// The consistency ladder: the strongest level that a history holds, the first that broke, and the
// operations that break it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "check/History.h"

namespace check {

// Weakest first. A history holds a level if it holds all up to it.
enum class Level : uint8_t {
  None,
  Durable,         // no acknowledged write lost
  NoResurrection,  // no deleted key back
  ReadYourWrites,
  MonotonicReads,
  Regular,
  Sequential,
  Linearizable
};

// "durable", "no-resurrection", "read-your-writes", … as in the conf's DEMAND; None is "none".
std::string levelName(Level level);
std::optional<Level> levelNamed(const std::string& name);

struct Violation {
  Level level = Level::None;  // The one that broke.
  std::string key;
  std::vector<Operation> operations;  // The two to four that break it, in the order of the calls.
  std::string sentence;               // What is wrong, for a reader who knows none of the terms.
};

struct ConsistencyResult {
  Level held = Level::None;
  std::optional<Violation> violation;  // Of the weakest level that broke.
  // The budget ran out before this level was decided. None: all was decided.
  Level undecided = Level::None;
};

// `budget`: states that the searches may visit, over all keys.
ConsistencyResult checkConsistency(const std::vector<Operation>& operations,
                                   uint64_t budget = 20'000'000);

}  // namespace check
