// Tests of sim/LittleEndian.h.
#include "sim/LittleEndian.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(LittleEndianTest, appendLittleEndian_lowestByteFirst) {
  std::string bytes = "x";
  appendLittleEndian(0x0102, 2, &bytes);
  appendLittleEndian(0x1ff, 1, &bytes);
  EXPECT_EQ(std::string("x\x02\x01\xff"), bytes);
}

TEST(LittleEndianTest, littleEndian_readsWhatWasAppended) {
  for (const uint64_t number : {uint64_t{0}, uint64_t{0x80}, uint64_t{0xfedcba9876543210}}) {
    std::string bytes;
    appendLittleEndian(number, 8, &bytes);
    EXPECT_EQ(number, littleEndian(bytes));
  }
  EXPECT_EQ(0u, littleEndian(""));
  EXPECT_EQ(0xffu, littleEndian("\xff"));
}

}  // namespace
}  // namespace sim
