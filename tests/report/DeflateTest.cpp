// Tests of report/Deflate.h: what it makes is read back by the project's own reader.
#include "report/Deflate.h"

#include <gtest/gtest.h>

#include "grading/intake/Inflate.h"
#include "sim/Random.h"

namespace report {
namespace {

// Expects that the stream is the data, and nothing more.
void expectRoundTrip(const std::string& data) {
  const std::string packed = deflate(data);
  size_t used = 0;
  const auto unpacked = grading::inflate(packed, data.size(), &used);
  ASSERT_TRUE(unpacked) << data.size() << " bytes";
  ASSERT_EQ(data, *unpacked);
  ASSERT_EQ(packed.size(), used);
}

std::string randomBytes(sim::Random* random, size_t size, uint32_t alphabet) {
  std::string bytes;
  while (bytes.size() < size) bytes += static_cast<char>(random->below(alphabet));
  return bytes;
}

TEST(DeflateTest, deflate_edgeCases) {
  expectRoundTrip("");
  expectRoundTrip("a");
  expectRoundTrip("ab");
  expectRoundTrip(std::string(1, '\0'));
  for (size_t size : {3, 4, 5, 257, 258, 259, 260, 516, 517}) {
    expectRoundTrip(std::string(size, 'x'));
  }
  std::string allBytes;
  for (int byte = 0; byte < 256; ++byte) allBytes += static_cast<char>(byte);
  expectRoundTrip(allBytes);
  expectRoundTrip(allBytes + allBytes);
}

TEST(DeflateTest, deflate_copiesFromTheWholeWindowAndNotFromBeyond) {
  sim::Random random(1, "deflate");
  const std::string start = randomBytes(&random, 100, 256);
  for (size_t distance : {32500, 32667, 32668, 32669, 32767, 32768, 32769, 40000}) {
    expectRoundTrip(start + randomBytes(&random, distance - start.size(), 256) + start);
  }
}

TEST(DeflateTest, deflate_randomBytesAreStored) {
  sim::Random random(2, "deflate");
  for (size_t size : {1000, 32767, 32768, 65535, 65536, 200000}) {
    const std::string bytes = randomBytes(&random, size, 256);
    expectRoundTrip(bytes);
    EXPECT_LE(deflate(bytes).size(), size + size / 1000 + 20);
  }
}

TEST(DeflateTest, deflate_longRunsTakeNextToNothing) {
  const std::string zeros(1000000, '\0');
  expectRoundTrip(zeros);
  EXPECT_LT(deflate(zeros).size(), 2000u);
}

TEST(DeflateTest, deflate_repetitionsOfAllKinds) {
  sim::Random random(3, "deflate");
  for (int round = 0; round < 400; ++round) {
    const uint32_t alphabet = 1 + random.below(round % 2 == 0 ? 4 : 256);
    const size_t size = random.below(5000);
    std::string data;
    while (data.size() < size) {
      if (!data.empty() && random.below(3) == 0) {
        const size_t distance = 1 + random.below(static_cast<uint32_t>(data.size()));
        for (uint32_t left = random.below(400); left > 0; --left) {
          data += data[data.size() - distance];
        }
      } else {
        data += static_cast<char>(random.below(alphabet));
      }
    }
    expectRoundTrip(data);
  }
}

// Frequencies like Fibonacci's numbers would need words of more than 15 bits.
TEST(DeflateTest, deflate_unevenFrequencies) {
  std::string data;
  size_t count = 1;
  size_t before = 1;
  for (char letter = 'a'; letter < 'a' + 22; ++letter) {
    for (size_t i = 0; i < count; ++i) data += letter;
    before = std::exchange(count, count + before);
  }
  std::string mixed;
  for (size_t i = 0; i < data.size(); ++i) mixed += data[i * 7919 % data.size()];
  expectRoundTrip(mixed);
}

TEST(DeflateTest, deflate_textShrinks) {
  std::string text;
  for (int tick = 0; text.size() < 300000; ++tick) {
    text += "t " + std::to_string(tick) + "\nturn 3 1\ns m" + std::to_string(17 * tick) +
            " 3 7 44 12\ndone\n";
  }
  expectRoundTrip(text);
  EXPECT_LT(deflate(text).size(), text.size() / 6);
}

}  // namespace
}  // namespace report
