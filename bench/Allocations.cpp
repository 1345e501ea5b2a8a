#include "bench/Allocations.h"

#include <cstdlib>
#include <new>

static int64_t allocations = 0;

void* operator new(size_t size) {
  ++allocations;
  if (void* const block = std::malloc(size > 0 ? size : 1)) return block;
  throw std::bad_alloc();
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, size_t) noexcept { std::free(block); }

namespace bench {

int64_t allocationsSoFar() { return allocations; }

}  // namespace bench
