#include "stores/chain/ChainMessage.h"

#include <gtest/gtest.h>

namespace chain {
namespace {

ChainMessage sampleUpdate() {
  ChainMessage message;
  message.kind = MessageKind::Update;
  message.sender = {2, 0};
  message.incarnation = 17;
  message.operation = sim::Operation::Update;
  message.coordinator = {5, -3};
  message.transId = 9;
  message.succeeded = true;
  message.key = "colour";
  message.value = std::string("b\0e", 3);
  message.version = {30, 1, 2};
  message.path = {17};
  message.view = 0xfedcba98U;
  Record record{{30, 1, 2}, true, "blue", {}};
  record.calls.add({5, 9, {30, 1, 2}, true});
  message.records.emplace_back("colour", record);
  return message;
}

TEST(ChainMessageTest, decode_whatWasEncoded) {
  const std::string bytes = sampleUpdate().encode();
  ChainMessage message;
  ASSERT_TRUE(ChainMessage::decode(bytes, &message));
  EXPECT_EQ(bytes, message.encode());
  EXPECT_EQ(-3, message.coordinator.port);
  EXPECT_EQ("blue", message.records[0].second.value);
}

TEST(ChainMessageTest, decode_refusesAnyChangedByteAndAnyShorterText) {
  const std::string bytes = sampleUpdate().encode();
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    ChainMessage message;
    EXPECT_FALSE(ChainMessage::decode(damaged, &message));
    EXPECT_FALSE(ChainMessage::decode(std::string_view(bytes).substr(0, i), &message));
  }
}

TEST(ChainMessageTest, describe_namesCallResultAndVersion) {
  ChainMessage message = sampleUpdate();
  message.value = "blue";
  EXPECT_EQ("UPDATE 9 update colour = blue: done @30.1.2", message.describe());
  EXPECT_EQ("damaged", describeMessage("x", 1));
}

}  // namespace
}  // namespace chain
