// What a run has reached, as a set of numbers: the same number stands for the same thing in every
// run of the same program.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace search {

// The kind in the upper two bits, a hash of what was reached in the others.
using Feature = uint32_t;

enum class FeatureKind : uint8_t {
  Edge,         // A step between two basic blocks of the nodes' code.
  EdgeInState,  // The same step, made by a peer in such a state.
  Cluster       // A state of the whole group.
};
inline constexpr size_t kFeatureKindCount = static_cast<size_t>(FeatureKind::Cluster) + 1;

constexpr Feature makeFeature(FeatureKind kind, uint64_t hash) {
  constexpr uint32_t kHashBits = 30;
  return static_cast<uint32_t>(kind) << kHashBits |
         (static_cast<uint32_t>(hash ^ hash >> 32) & ((uint32_t{1} << kHashBits) - 1));
}

constexpr FeatureKind kindOf(Feature feature) { return static_cast<FeatureKind>(feature >> 30); }

// Ascending, each once.
using Features = std::vector<Feature>;

// As hexadecimal digits, between processes.
std::string featureText(const Features& features);
Features readFeatures(std::string_view text);

// All that the runs of a search have reached.
class FeatureSet {
 public:
  // Returns those that are new here.
  Features add(const Features& features);
  size_t count(FeatureKind kind) const { return counts_[static_cast<size_t>(kind)]; }

 private:
  std::unordered_set<Feature> features_;
  std::array<size_t, kFeatureKindCount> counts_{};
};

}  // namespace search
