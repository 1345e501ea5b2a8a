// What a peer knows of a key.
#pragma once

#include <string>

#include "stores/chain/RequestCache.h"

namespace chain {

inline constexpr int kTombstoneTicks = 200;

struct Record {
  Version version;
  bool isPresent = false;  // If not, a tombstone.
  std::string value;
  RequestCache calls;
};

}  // namespace chain
