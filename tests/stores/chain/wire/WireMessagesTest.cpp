// Tests of stores/chain/wire: the bytes that protocol buffers give, and any other bytes.
#include "stores/chain/wire/WireMessages.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "sim/Crc32.h"
#include "stores/chain/wire/ProtoReader.h"
#include "stores/chain/wire/ProtoWriter.h"

namespace chain::wire {
namespace {

Msg sampleMsg() {
  Msg message;
  message.messageID = std::string("0123456789abcde\0", 16);
  message.payload = "payload";
  return message;
}

Msg sampleServerMsg() {
  Msg message = sampleMsg();
  message.originalSenderHost = "10.0.0.1";
  message.originalSenderPort = 10001;
  message.redirectCount = 0;
  message.replicateCount = -1;
  message.removeCount = 2;
  message.receivingNodeID = 39;
  message.firstReceivedAtPrimaryTimestamp = -1234567890123;
  return message;
}

KVRequest sampleRequest() { return {1, "key", std::string("va\0lue", 6), 7}; }

// Decodes a copy of exactly that size, so that a sanitizer sees a read beyond its end.
void decodeAll(const std::string& bytes) {
  const std::unique_ptr<char[]> copy(new char[bytes.size()]);
  bytes.copy(copy.get(), bytes.size());
  const std::string_view view(copy.get(), bytes.size());
  if (const auto message = decodeMsg(view)) {
    EXPECT_EQ(message, decodeMsg(encode(*message)));
  }
  if (const auto request = decodeRequest(view)) {
    EXPECT_EQ(request, decodeRequest(encode(*request)));
  }
  if (const auto response = decodeResponse(view)) {
    EXPECT_EQ(response, decodeResponse(encode(*response)));
  }
}

TEST(WireMessagesTest, checksumOf_knownValue) {
  EXPECT_EQ(1070237893u, checksumOf("\x01\x02\x03\x04", "\x05\x06\x07\x08"));
}

TEST(WireMessagesTest, encode_theBytesOfProtocolBuffers) {
  const KVRequest request = {1, "k", "v", 300};
  EXPECT_EQ(std::string("\x08\x01\x12\x01k\x1a\x01v\x20\xac\x02"), encode(request));
  EXPECT_EQ(std::string("\x08\x00", 2), encode(KVResponse()));
  KVResponse negative;
  negative.pid = -1;
  EXPECT_EQ(std::string("\x08\x00\x18", 3) + std::string(9, '\xff') + "\x01", encode(negative));
  Msg message;
  message.messageID = "\x01\x02\x03\x04";
  message.payload = "\x05\x06\x07\x08";
  EXPECT_EQ(std::string("\x0a\x04\x01\x02\x03\x04\x12\x04\x05\x06\x07\x08\x19", 13) +
                std::string("\xc5\x88\xca\x3f\0\0\0\0", 8),
            encode(message));
}

TEST(WireMessagesTest, decode_whatWasEncoded) {
  EXPECT_EQ(sampleMsg(), decodeMsg(encode(sampleMsg())));
  EXPECT_EQ(sampleServerMsg(), decodeMsg(encode(sampleServerMsg())));
  EXPECT_EQ(sampleRequest(), decodeRequest(encode(sampleRequest())));
  KVResponse response;
  response.errCode = 3;
  response.value = std::string(10000, 'x');
  response.overloadWaitTime = 1000;
  response.membershipCount = 16;
  EXPECT_EQ(response, decodeResponse(encode(response)));
}

TEST(WireMessagesTest, decode_skipsUnknownFields) {
  ProtoWriter unknown;
  unknown.addVarint(100, 5);
  unknown.addFixed64(101, 5);
  unknown.addBytes(kMaxFieldNumber, "new");
  const std::string bytes = unknown.bytes() + "\x35\x01\x02\x03\x04";  // Fixed32, field 6.
  EXPECT_EQ(sampleRequest(), decodeRequest(bytes + encode(sampleRequest())));
  EXPECT_EQ(sampleMsg(), decodeMsg(unknown.bytes() + encode(sampleMsg())));
}

TEST(WireMessagesTest, decode_theLastOfSeveralCounts) {
  ProtoWriter writer;
  writer.addVarint(1, 1);
  writer.addVarint(1, 2);
  EXPECT_EQ(2u, decodeRequest(writer.bytes())->command);
}

TEST(WireMessagesTest, decode_refusesMissingFieldsAndOtherTypes) {
  EXPECT_FALSE(decodeMsg(""));
  EXPECT_FALSE(decodeRequest(""));
  EXPECT_FALSE(decodeResponse(""));
  ProtoWriter writer;
  writer.addBytes(1, "text");
  EXPECT_FALSE(decodeRequest(writer.bytes()));
}

TEST(WireMessagesTest, decode_refusesMalformedBytes) {
  const std::string request = encode(sampleRequest());
  EXPECT_FALSE(decodeRequest(request + "\x08")) << "a value is missing";
  EXPECT_FALSE(decodeRequest(request + std::string("\0\x01", 2))) << "field 0";
  EXPECT_FALSE(decodeRequest(request + "\x0b")) << "a group";
  EXPECT_FALSE(decodeRequest(request + "\x12\x05key")) << "longer than the rest";
  EXPECT_FALSE(decodeRequest(request + "\x08" + std::string(9, '\xff') + "\x02")) << "65 bits";
  EXPECT_FALSE(decodeRequest(request + "\x08" + std::string(10, '\xff') + "\x01")) << "11 bytes";
  EXPECT_FALSE(decodeRequest(request + "\x12" + std::string(9, '\xff') + "\x01")) << "2^64 - 1";
}

TEST(WireMessagesTest, decodeMsg_findsEveryFlippedBitOfItsFields) {
  const std::string bytes = encode(sampleServerMsg());
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    const auto message = decodeMsg(damaged);
    EXPECT_TRUE(!message || *message == sampleServerMsg()) << bit;
  }
}

TEST(WireMessagesTest, decode_anyBytes) {
  std::mt19937_64 engine(1);
  const std::string samples[] = {encode(sampleServerMsg()), encode(sampleRequest()), ""};
  for (int i = 0; i < 60000; ++i) {
    std::string bytes = samples[i % 3];
    const uint64_t size = engine() % 40;
    if (bytes.empty()) bytes.resize(size);
    const uint64_t changes = 1 + engine() % (i % 3 == 2 ? 40 : 4);
    for (uint64_t change = 0; change < changes && !bytes.empty(); ++change) {
      const uint64_t place = engine() % bytes.size();
      bytes[place] = static_cast<char>(engine());
    }
    const uint64_t cut = engine() % 4;
    if (cut == 0) bytes.resize(engine() % (bytes.size() + 1));
    decodeAll(bytes);
  }
}

}  // namespace
}  // namespace chain::wire
