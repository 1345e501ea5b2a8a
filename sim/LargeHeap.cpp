#include "sim/LargeHeap.h"

#include <cstdint>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace sim {

#ifdef __GLIBC__

namespace {

constexpr int kManyPeers = 1000;
// Of a peer in another's member list and on its ring; and of each peer besides.
constexpr size_t kBytesPerPair = 48;
constexpr size_t kBytesPerPeer = 32 * 1024;

// The largest that the C library allows.
constexpr int kSmallBlockBytes = 80 * sizeof(size_t) / 4;

// Only whole pages can be asked to be large ones.
void useLargePages(char* begin, size_t bytes) {
  const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  const size_t before = (page - reinterpret_cast<uintptr_t>(begin) % page) % page;
  if (bytes <= before) return;
  // If the system has none, the usual ones do.
  (void)madvise(begin + before, (bytes - before) / page * page, MADV_HUGEPAGE);
}

}  // namespace

void prepareHeapFor(int peers) {
  if (peers < kManyPeers) return;
  mallopt(M_MXFAST, kSmallBlockBytes);
  // All blocks from the heap, and none of it back to the system.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  const size_t count = static_cast<size_t>(peers);
  const size_t bytes = count * count * kBytesPerPair + count * kBytesPerPeer;
  // Taken at once and given back. There is no memory behind the addresses before their first use.
  void* const all = std::malloc(bytes);
  if (all == nullptr) return;
  useLargePages(static_cast<char*>(all), bytes);
  std::free(all);
}

#else

void prepareHeapFor(int) {}

#endif

}  // namespace sim
