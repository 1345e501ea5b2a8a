// How a design replicates keys, as far as those who judge a run have to know it.
#pragma once

#include <cstddef>

namespace check {

struct Design {
  size_t replicas;  // Of each key; of fewer peers, all. Placement.h says which.
  size_t quorum;    // This many of them decide a call.
};

// The course's, and MP2Node's.
inline constexpr Design kQuorumDesign = {3, 2};

}  // namespace check
