// Which steps between basic blocks a run takes in code that was compiled with
// -fsanitize-coverage=trace-pc, as the nodes of build/.../guided are.
//
// The compiler reports each block; an edge is two blocks in succession, within one call into a
// peer's code.
#pragma once

#include <cstdint>

#include "search/guided/Features.h"

namespace search {

// Forgets all steps.
void startRecordingEdges();

// A call into the code of a peer in this state begins. The low four bits of the state count.
void enterCall(uint32_t peerState);

// Adds what has been recorded, not sorted.
void addEdgeFeatures(Features* features);

}  // namespace search
