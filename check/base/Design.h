// How a design replicates keys, as far as those who judge a run have to know it.
#pragma once

#include <cstddef>

#include "CourseRules.h"

namespace check {

struct Design {
  size_t replicas;  // Of each key; of fewer peers, all. Placement.h says which.
  size_t quorum;    // This many of them decide a call.
};

// The course's, and MP2Node's.
inline constexpr Design kQuorumDesign = {course::kReplicas, course::kQuorum};

// Chain replication: the tail alone decides.
inline constexpr Design kChainDesign = {course::kReplicas, 1};

}  // namespace check
