// The heap of a run with thousands of peers.
#pragma once

namespace sim {

// Makes the process's heap ready for a run of so many peers: addresses for all that they will take,
// on large pages, and small blocks that are given back stay as they are. Each peer's turn comes
// when its memory is in no cache any more, and there are too many pages then for the processor to
// know where they lie. Does nothing for a small group, nor where the C library is another than
// GNU's. Changes nothing but the time a run takes.
void prepareHeapFor(int peers);

}  // namespace sim
