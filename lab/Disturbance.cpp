#include "lab/Disturbance.h"

#include <cstdlib>
#include <cstring>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "host/Check.h"
#include "sim/Random.h"

namespace lab {

namespace {

constexpr int kBlocks = 2000;
constexpr uint64_t kLargestBlockBytes = 2000;
constexpr size_t kScribbledBytes = 1 << 14;  // More than a node's calls use, as a rule.

unsigned char filler = 0;  // 0 = undisturbed.

// Every other block is freed, so that what is allocated later finds gaps among those that stay.
void fragmentHeap(sim::Random* random) {
  static std::vector<void*> blocks;  // Those that stay.
  for (int i = 0; i < kBlocks; ++i) {
    const size_t size = 1 + random->below(kLargestBlockBytes);
    void* const block = std::malloc(size);
    if (block == nullptr) break;
    std::memset(block, filler, size);
    blocks.push_back(block);
  }
  for (size_t i = 0; i < blocks.size(); i += 2) std::free(blocks[i]);
}

}  // namespace

void disturbMemory(uint64_t number) {
  CHECK(number > 0);
  sim::Random random(number, "disturbance");
  filler = static_cast<unsigned char>(random.between(1, 255));
#ifdef __GLIBC__
  ::mallopt(M_PERTURB, filler);
#endif
  fragmentHeap(&random);
}

unsigned char unsetByte() { return filler; }

__attribute__((noinline)) void scribbleOnStack() {
  if (filler == 0) return;
  char below[kScribbledBytes];
  std::memset(below, filler, sizeof below);
  asm volatile("" : : "r"(below) : "memory");  // The compiler must not leave it out.
}

}  // namespace lab
