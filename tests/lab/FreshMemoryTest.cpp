// Tests of lab/FreshMemory.h.
#include "lab/FreshMemory.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace {

// Freed blocks of this size are handed out again, with what was in them.
void leaveBehind(size_t bytes, unsigned char what) {
  constexpr int kBlocks = 20;
  std::vector<void*> blocks;
  for (int i = 0; i < kBlocks; ++i) {
    blocks.push_back(::operator new(bytes));
    std::memset(blocks.back(), what, bytes);
    asm volatile("" : : "r"(blocks.back()) : "memory");
  }
  for (void* const block : blocks) ::operator delete(block);
}

TEST(FreshMemoryTest, freshMemory_isZeroWhereSomethingWas) {
  for (const size_t bytes : {size_t{1}, size_t{24}, size_t{600}, size_t{5000}}) {
    leaveBehind(bytes, 0xff);
    const auto* const memory = static_cast<unsigned char*>(lab::freshMemory(bytes));
    for (size_t i = 0; i < bytes; ++i) EXPECT_EQ(0, memory[i]) << i << " of " << bytes;
    ::operator delete(const_cast<unsigned char*>(memory));
  }
}

}  // namespace
