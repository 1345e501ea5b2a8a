// Tests of stores/twophase/Frame.h and Results.h.
#include "stores/twophase/Frame.h"

#include <gtest/gtest.h>

#include "CourseRules.h"
#include "sim/Crc32.h"
#include "sim/LittleEndian.h"
#include "stores/twophase/Results.h"

namespace twophase {
namespace {

Message sampleUpdate() {
  Message message;
  message.type = Type::Put;
  message.operation = sim::Operation::Update;
  message.request = {3, 2, 17};
  message.transaction = transactionId(4, 9);
  message.sender = 1;
  message.incarnation = 4;
  message.key = "k";
  message.value = "a \"value\"\n\xc3\xa9";
  message.deadline = 321;
  message.floor = transactionId(4, 7);
  return message;
}

// A frame with this JSON and a right checksum.
std::string frameOf(const std::string& json) {
  const std::string bytes = encode(sampleUpdate()).substr(4, 28) + json;
  std::string frame;
  sim::appendLittleEndian(sim::crc32(bytes), 4, &frame);
  return frame + bytes;
}

Reading readingOf(const std::string& bytes) {
  Message message;
  return decode(bytes, &message);
}

TEST(FrameTest, decode_givesWhatWasEncoded) {
  Message read;
  ASSERT_EQ(Reading::Ok, decode(encode(sampleUpdate()), &read));
  EXPECT_EQ(sampleUpdate(), read);
  for (size_t type = 0; type < kTypeCount; ++type) {
    Message message;
    message.type = static_cast<Type>(type);
    if (message.type == Type::Put) message.operation = sim::Operation::Create;
    if (message.type == Type::Delete) message.operation = sim::Operation::Delete;
    message.server = UINT64_MAX;
    message.text = "why";
    ASSERT_EQ(Reading::Ok, decode(encode(message), &read)) << type;
    EXPECT_EQ(message, read);
  }
}

TEST(FrameTest, decode_keysAndValuesMayHoldAnyBytes) {
  Message message = sampleUpdate();
  message.key = std::string("\0\xff\"\\", 4);
  for (int byte = 0; byte < 256; ++byte) message.value += static_cast<char>(byte);
  Message read;
  ASSERT_EQ(Reading::Ok, decode(encode(message), &read));
  EXPECT_EQ(message, read);
}

TEST(FrameTest, decode_noticesEachFlippedBitAndEachCut) {
  const std::string bytes = encode(sampleUpdate());
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    ASSERT_EQ(Reading::BadFrame, readingOf(flipped)) << bit;
  }
  for (size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_EQ(Reading::BadFrame, readingOf(bytes.substr(0, size))) << size;
  }
}

TEST(FrameTest, decode_saysWhetherItIsJsonOrAMessage) {
  EXPECT_EQ(Reading::BadJson, readingOf(frameOf("")));
  EXPECT_EQ(Reading::BadJson, readingOf(frameOf("{\"type\": \"ack\"")));
  for (const char* json :
       {"[]", "1", "{}", "{\"type\": 1}", "{\"type\": \"reqget\"}",
        "{\"type\": \"ack\", \"key\": 1}", "{\"type\": \"ack\", \"keyHex\": \"0\"}",
        "{\"type\": \"ack\", \"keyHex\": \"zz\"}", "{\"type\": \"ack\", \"floor\": \"-1\"}",
        "{\"type\": \"ack\", \"floor\": \"18446744073709551616\"}",
        "{\"type\": \"ack\", \"deadline\": 1.5}", "{\"type\": \"ack\", \"deadline\": 1e99}",
        "{\"type\": \"putreq\", \"key\": \"k\", \"operation\": \"read\"}",
        "{\"type\": \"delreq\", \"key\": \"k\", \"operation\": \"create\"}",
        "{\"type\": \"putreq\", \"key\": \"k\", \"operation\": \"x\"}"}) {
    EXPECT_EQ(Reading::BadFormat, readingOf(frameOf(json))) << json;
  }
  EXPECT_EQ(Reading::Ok, readingOf(frameOf("{\"type\": \"ack\", \"new\": [1, {}]}")));
}

// A request that is no message can be answered: its ids are known.
TEST(FrameTest, decode_aWholeFrameHasItsIds) {
  Message message;
  ASSERT_EQ(Reading::BadJson, decode(frameOf("nothing"), &message));
  EXPECT_EQ(sampleUpdate().request, message.request);
  EXPECT_EQ(1, message.sender);
}

TEST(FrameTest, describe_saysWhatItMeans) {
  EXPECT_EQ("prepare: putreq, update k = a \"value\"\n\xc3\xa9, transaction 4.9, request 3.2.17",
            describe(encode(sampleUpdate())));
  EXPECT_EQ("damaged", describe("what is this"));
  EXPECT_EQ("no JSON", describe(frameOf("")));
  EXPECT_EQ("JSON, but no message", describe(frameOf("{}")));
}

TEST(FrameTest, transId_differsBetweenCallersIncarnationsAndNumbers) {
  const RequestId request = {3, 2, 17};
  EXPECT_NE(request.transId(), (RequestId{4, 2, 17}.transId()));
  EXPECT_NE(request.transId(), (RequestId{3, 3, 17}.transId()));
  EXPECT_NE(request.transId(), (RequestId{3, 2, 18}.transId()));
  EXPECT_GE((RequestId{255, 0xffffffff, 0xffffffff}.transId()), 0);
}

std::string problemOf(const Message& call) {
  return twophase::problemOf(call, course::kLargestMessage);
}

TEST(FrameTest, problemOf_callsThatCannotBeMade) {
  Message call = sampleUpdate();
  EXPECT_EQ("", problemOf(call));
  call.key = "";
  EXPECT_EQ("Data Error: Null or empty key", problemOf(call));
  call.key = std::string(257, 'k');
  EXPECT_EQ("Data Error: Oversized key", problemOf(call));
  call.key.pop_back();
  EXPECT_EQ("", problemOf(call));
  call.value = "";
  EXPECT_EQ("Data Error: Null or empty value", problemOf(call));
  call.value = std::string(4000, 'v');
  EXPECT_EQ("Data Error: Oversized value", problemOf(call));
  call.type = Type::Delete;
  EXPECT_EQ("", problemOf(call));
}

// Whatever is taken as a call fits into the messages that it becomes.
TEST(FrameTest, problemOf_theLargestCallFitsAsAPrepareAndAnAnswer) {
  for (const size_t largest : {size_t{495}, size_t{course::kLargestMessage}}) {
    Message call = sampleUpdate();
    call.deadline = 999'999;
    call.transaction = call.floor = 0;
    call.value = "v";
    while (twophase::problemOf(call, largest).empty()) call.value += 'v';
    EXPECT_EQ(kLargeValue, twophase::problemOf(call, largest));
    call.value.pop_back();
    Message answer = call;
    call.transaction = call.floor = UINT64_MAX;
    EXPECT_LE(encode(call).size(), largest);
    answer.type = Type::Response;
    answer.text = kSuccess;
    EXPECT_LE(encode(answer).size(), largest);
  }
}

// In hexadecimal digits, the key alone fills a small message.
TEST(FrameTest, problemOf_aGetWhoseAnswerHasNoRoom) {
  Message get;
  get.request = {3, 2, 17};
  get.deadline = 1;
  get.key = "\xff";
  while (twophase::problemOf(get, 495).empty()) get.key += '\xff';
  EXPECT_EQ(kLargeKey, twophase::problemOf(get, 495));
  EXPECT_LT(get.key.size(), kLargestKeyBytes);
  get.key.pop_back();
  get.type = Type::Response;
  get.text = kNoKey;
  get.deadline = 0;
  EXPECT_LE(encode(get).size(), 495u);
}

}  // namespace
}  // namespace twophase
