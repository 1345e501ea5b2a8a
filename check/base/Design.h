// How a design replicates keys, as far as those who judge a run have to know it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "CourseRules.h"
#include "lab/FaultLimits.h"

namespace check {

// How keys find their replicas.
enum class Ring : uint8_t {
  Course,    // All peers, by the hash codes of their addresses.
  ServerIds  // All but peer 1, the coordinator, by their 64-bit ids (ServerIds.h).
};

struct Design {
  size_t replicas;  // Of each key; of fewer peers, all. Placement.h says which.
  size_t quorum;    // This many of them decide a call.
  Ring ring = Ring::Course;
  lab::FaultLimits limits = {};  // Within them the design is checked.
};

// The course's, and MP2Node's.
inline constexpr Design kQuorumDesign = {course::kReplicas, course::kQuorum};

// Chain replication: the tail alone decides. A write is acknowledged once all three have it, so
// that two may crash at once.
inline constexpr Design kChainDesign = {course::kReplicas, 1, Ring::Course, {.crashesAtOnce = 2}};

// Two-phase commit: both copies decide.
inline constexpr Design kTwoPhaseDesign = {2, 2, Ring::ServerIds, {.hasFixedGroup = true}};

}  // namespace check
