// How a design replicates keys, as far as those who judge a run have to know it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "CourseRules.h"

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
  // No peer joins or leaves, and each that crashes comes back: at most peer 1 and another one are
  // down at a time.
  bool hasFixedGroup = false;
};

// The course's, and MP2Node's.
inline constexpr Design kQuorumDesign = {course::kReplicas, course::kQuorum};

// stores/twophase.
inline constexpr Design kTwoPhaseDesign = {2, 2, Ring::ServerIds, true};

// The one with this name in the conf; the course's, if none has it.
constexpr const Design& designNamed(std::string_view name) {
  return name == "TWO_PHASE" ? kTwoPhaseDesign : kQuorumDesign;
}

}  // namespace check
