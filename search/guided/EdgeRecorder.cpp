#include "search/guided/EdgeRecorder.h"

#include <array>

// The start of the program, wherever it was loaded: blocks have the same distance from it in each
// run.
extern "C" const char __executable_start;

namespace search {

namespace {

constexpr uint32_t kStates = 16;
// A power of two, above the number of edges of two nodes, and small enough for the processor's
// cache.
constexpr uint32_t kEdgeBits = 15;
constexpr size_t kEdges = size_t{1} << kEdgeBits;

struct Recording {
  uint32_t previous = 0;
  uint32_t state = 0;
  std::array<uint16_t, kEdges> states{};  // A bit for each state in which the edge was taken.
};

// Not a local static: it is used for every block.
Recording recording;

constexpr uint32_t mixed(uint32_t block) { return block * 0x9e3779b1U >> (32 - kEdgeBits); }

}  // namespace

void startRecordingEdges() { recording = Recording(); }

void enterCall(uint32_t peerState) {
  recording.previous = 0;
  recording.state = peerState % kStates;
}

void addEdgeFeatures(Features* features) {
  for (uint32_t edge = 0; edge < kEdges; ++edge) {
    if (recording.states[edge] == 0) continue;
    features->push_back(makeFeature(FeatureKind::Edge, edge));
    for (uint32_t state = 0; state < kStates; ++state) {
      if ((recording.states[edge] >> state & 1) == 0) continue;
      features->push_back(makeFeature(FeatureKind::EdgeInState, edge << 4 | state));
    }
  }
}

void noteBlock(const char* place) {
  const auto block = static_cast<uint32_t>(place - &__executable_start);
  const uint32_t current = mixed(block);
  const uint32_t edge = current ^ recording.previous;
  // Shifted, so that the two directions between two blocks are two edges.
  recording.previous = current >> 1;
  recording.states[edge] |= static_cast<uint16_t>(1U << recording.state);
}

}  // namespace search

// The compiler puts a call to this into each block.
extern "C" void __sanitizer_cov_trace_pc();
extern "C" void __sanitizer_cov_trace_pc() {
  search::noteBlock(static_cast<const char*>(__builtin_return_address(0)));
}
