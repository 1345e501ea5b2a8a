// Tests of sim/Crc32.h.
#include "sim/Crc32.h"

#include <gtest/gtest.h>

#include <string>

namespace sim {
namespace {

TEST(Crc32Test, crc32_knownValues) {
  EXPECT_EQ(0u, crc32(""));
  EXPECT_EQ(0xCBF43926u, crc32("123456789")) << "the check value of the algorithm's definition";
  EXPECT_EQ(0x414FA339u, crc32("The quick brown fox jumps over the lazy dog"));
}

TEST(Crc32Test, add_piecesOfAnySizeGiveTheSame) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += static_cast<char>(i * 37);
  for (size_t cut = 0; cut <= bytes.size(); ++cut) {
    Crc32 crc;
    crc.add(std::string_view(bytes).substr(0, cut));
    crc.add(std::string_view(bytes).substr(cut));
    EXPECT_EQ(crc32(bytes), crc.value()) << "cut at " << cut;
  }
}

TEST(Crc32Test, reset_startsAnew) {
  Crc32 crc;
  crc.add("something");
  crc.reset();
  crc.add("123456789");
  EXPECT_EQ(0xCBF43926u, crc.value());
}

}  // namespace
}  // namespace sim
