// Tests of stores/epidemic/VectorMessage.h.
#include "stores/epidemic/VectorMessage.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "sim/Crc32.h"

namespace epidemic {
namespace {

StampVector sampleStamps(int servers) {
  StampVector stamps(servers, 10);
  for (int id = 1; id <= servers; id += 2) stamps.merge(id, 100000 + id);
  return stamps;
}

TEST(VectorMessageTest, encodePush_isDecodedInParts) {
  const StampVector stamps = sampleStamps(10);
  const std::vector<std::string> parts = encodePush(stamps, 3, 100020, 15 + 4 + 2 * 4);
  ASSERT_EQ(3u, parts.size());
  int next = 1;
  for (const std::string& part : parts) {
    EXPECT_LE(part.size(), 15u + 4 + 2 * 4);
    const auto message = decode(part);
    ASSERT_TRUE(message);
    EXPECT_EQ(Kind::Push, message->kind);
    EXPECT_EQ(3, message->sender);
    EXPECT_EQ(100020, message->tick);
    EXPECT_EQ(next, message->first);
    for (int stamp : message->stamps) EXPECT_EQ(stamps.stamp(next++), stamp);
  }
  EXPECT_EQ(11, next);
}

TEST(VectorMessageTest, encodePush_withoutRoomForAStampIsEmpty) {
  EXPECT_TRUE(encodePush(sampleStamps(2), 1, 100020, 20).empty());
  EXPECT_EQ(2u, encodePush(sampleStamps(2), 1, 100020, 21).size());
}

TEST(VectorMessageTest, encodePush_veryOldStampsAreUnknown) {
  StampVector stamps(1, 10);
  stamps.merge(1, 0);
  EXPECT_EQ(0, decode(encodePush(stamps, 1, 65534, 100).front())->stamps.front());
  EXPECT_EQ(StampVector::kNever, decode(encodePush(stamps, 1, 65535, 100).front())->stamps.front());
}

TEST(VectorMessageTest, encode_withoutStamps) {
  const auto message = decode(encode(Kind::Leave, 7, 12));
  ASSERT_TRUE(message);
  EXPECT_EQ(Kind::Leave, message->kind);
  EXPECT_EQ(7, message->sender);
  EXPECT_EQ(12, message->tick);
  EXPECT_TRUE(message->stamps.empty());
}

TEST(VectorMessageTest, decode_refusesEveryFlippedBitAndEveryCut) {
  const std::string bytes = encodePush(sampleStamps(4), 3, 100020, 100).front();
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(decode(damaged)) << bit;
  }
  for (size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode(bytes.substr(0, size)));
  EXPECT_FALSE(decode(bytes + '\0'));
}

// Random heads with a right checksum: decoded without harm, or refused.
TEST(VectorMessageTest, decode_anyBytesWithARightChecksum) {
  std::mt19937_64 engine(1);
  int decoded = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = encodePush(sampleStamps(3), 3, 100020, 100).front();
    bytes.resize(bytes.size() - 4);
    for (int change = 0; change < 2; ++change) {
      bytes[engine() % bytes.size()] = static_cast<char>(engine());
    }
    const uint32_t sum = sim::crc32(bytes);
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(sum >> shift);
    const auto message = decode(bytes);
    if (!message) continue;
    ++decoded;
    EXPECT_GE(message->sender, 1);
    EXPECT_GE(message->tick, 0);
    for (int stamp : message->stamps) EXPECT_LE(stamp, message->tick);
  }
  EXPECT_GT(decoded, 0);
}

TEST(VectorMessageTest, describe_namesWhatItIs) {
  const auto described = [](const std::string& bytes) {
    return describe(bytes.data(), static_cast<int>(bytes.size()));
  };
  EXPECT_EQ("push of servers 1 ... 4, 2 of them known",
            described(encodePush(sampleStamps(4), 3, 100020, 100).front()));
  EXPECT_EQ("announces that the sender runs", described(encode(Kind::Announce, 1, 1)));
  EXPECT_EQ("the sender leaves", described(encode(Kind::Leave, 1, 1)));
  EXPECT_EQ("damaged", described("push"));
  EXPECT_EQ("damaged", describe(nullptr, 0));
}

}  // namespace
}  // namespace epidemic
