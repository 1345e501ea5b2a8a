// Counts the allocations of this program by `new`: the simulator's own. The buffers that receivers
// own come from malloc itself and are not counted.
#pragma once

#include <cstdint>

namespace bench {

int64_t allocationsSoFar();

}  // namespace bench
