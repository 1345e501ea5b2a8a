// Tests of Message.h.
#include "Message.h"

#include <gtest/gtest.h>

#include <climits>

#include "RandomText.h"

namespace {

const Address kSender(string("3:0"));

void expectEqual(const Message& expected, const Message& actual, const string& text) {
  EXPECT_EQ(expected.transID, actual.transID) << text;
  EXPECT_TRUE(expected.fromAddr == actual.fromAddr) << text;
  EXPECT_EQ(expected.type, actual.type) << text;
  EXPECT_EQ(expected.key, actual.key) << text;
  EXPECT_EQ(expected.value, actual.value) << text;
  EXPECT_EQ(expected.replica, actual.replica) << text;
  EXPECT_EQ(expected.success, actual.success) << text;
  EXPECT_EQ(expected.delimiter, actual.delimiter) << text;
}

bool isMalformed(const Message& message) {
  return message.transID == -1 && message.fromAddr == Address() && message.type == REPLY &&
         !message.success && message.key.empty() && message.value.empty() &&
         message.replica == PRIMARY;
}

TEST(MessageTest, constructor_unusedFieldsAreInitialised) {
  const Message create(1, kSender, CREATE, "k", "v");
  EXPECT_EQ(PRIMARY, create.replica);
  EXPECT_FALSE(create.success);

  const Message read(1, kSender, READ, string("k"));
  EXPECT_EQ("", read.value);
  EXPECT_EQ(PRIMARY, read.replica);
  EXPECT_FALSE(read.success);

  const Message reply(1, kSender, REPLY, true);
  EXPECT_EQ("", reply.key);
  EXPECT_EQ("", reply.value);
  EXPECT_TRUE(reply.success);

  const Message readReply(1, kSender, string("v"));
  EXPECT_EQ(READREPLY, readReply.type);
  EXPECT_EQ("", readReply.key);
  EXPECT_FALSE(readReply.success);
  EXPECT_EQ("::", readReply.delimiter);
}

TEST(MessageTest, toString_eachType) {
  EXPECT_EQ("7::3:0::0::k::v::0", Message(7, kSender, CREATE, "k", "v").toString());
  EXPECT_EQ("7::3:0::2::k::v::2", Message(7, kSender, UPDATE, "k", "v", TERTIARY).toString());
  EXPECT_EQ("7::3:0::1::k", Message(7, kSender, READ, string("k")).toString());
  EXPECT_EQ("7::3:0::3::k", Message(7, kSender, DELETE, string("k")).toString());
  EXPECT_EQ("7::3:0::4::1", Message(7, kSender, REPLY, true).toString());
  EXPECT_EQ("7::3:0::4::0", Message(7, kSender, REPLY, false).toString());
  EXPECT_EQ("7::3:0::5::v", Message(7, kSender, string("v")).toString());
}

TEST(MessageTest, toString_unknownTypeIsTheCommonFields) {
  EXPECT_EQ("7::3:0::6::", Message(7, kSender, MessageType(6), "k", "v").toString());
}

TEST(MessageTest, toString_readsBackUnchanged) {
  const string kValues[] = {"",
                            "v",
                            ":",
                            "::",
                            ":::",
                            "::::",
                            "a::b",
                            "a::b:",
                            ":a",
                            "a:",
                            "a::",
                            "::1",
                            string("\0\n", 2),
                            string(3000, 'x')};
  for (const string& value : kValues) {
    Message create(-5, kSender, CREATE, "key", value, SECONDARY);
    expectEqual(create, Message(create.toString()), create.toString());
    Message update(INT_MAX, Address("-1:-1"), UPDATE, "", value, TERTIARY);
    expectEqual(update, Message(update.toString()), update.toString());
    Message readReply(0, kSender, value);
    expectEqual(readReply, Message(readReply.toString()), readReply.toString());
    Message read(1, kSender, READ, value);
    expectEqual(read, Message(read.toString()), read.toString());
    Message erase(1, kSender, DELETE, value);
    expectEqual(erase, Message(erase.toString()), erase.toString());
  }
  for (bool success : {false, true}) {
    Message reply(INT_MIN, kSender, REPLY, success);
    expectEqual(reply, Message(reply.toString()), reply.toString());
  }
}

TEST(MessageTest, constructor_malformedText) {
  const char* const kTexts[] = {
      "",
      "hello",
      "::",
      "::::::",
      "7",
      "7::3:0",
      "7::3:0::1",               // No delimiter after the type.
      "x::3:0::1::k",            // The transaction's number:
      "::3:0::1::k",             // missing,
      "7x::3:0::1::k",           // with something after it,
      "2147483648::3:0::1::k",   // too large,
      "-2147483649::3:0::1::k",  // too small.
      "7::3::1::k",              // The address: without a port,
      "7::3:x::1::k",            // with a port that is no number,
      "7::03:0::1::k",           // not as an address is written,
      "7::3:40000::1::k",        // with a port that does not fit.
      "7::3:0::6::k",            // The type.
      "7::3:0::-1::k",
      "7::3:0::::k",
      "7::3:0::0::k",        // A create: without a value,
      "7::3:0::0::k::v",     // without a replica,
      "7::3:0::0::k:::0",    // with half a delimiter,
      "7::3:0::0::k::v::3",  // with a replica that there is not,
      "7::3:0::0::k::v::",
      "7::3:0::0::k::v::0 ",
      "7::3:0::4::",  // A reply that is neither.
      "7::3:0::4::2",
      "7::3:0::4::true",
  };
  for (const char* text : kTexts) EXPECT_TRUE(isMalformed(Message(text))) << text;
}

TEST(MessageTest, constructor_zeroByteInANumber) {
  EXPECT_TRUE(isMalformed(Message(string("7\0::3:0::1::k", 13))));
}

// What is read from any text is a message: written and read again, it is the same one.
TEST(MessageTest, constructor_randomTextGivesAMessage) {
  RandomText texts;
  int wellFormed = 0;
  const string kPrefixes[] = {"", "1::2:0::", "1::2:0::0::", "1::2:0::4::"};
  for (int i = 0; i < kRandomTexts; ++i) {
    Message message(kPrefixes[i % 4] + texts.next());
    if (!isMalformed(message)) ++wellFormed;
    expectEqual(message, Message(message.toString()), "text number " + to_string(i));
    if (HasFailure()) return;
  }
  EXPECT_GT(wellFormed, 100);  // Else the texts would try but one path.
}

TEST(MessageTest, copy_hasAllFields) {
  const Message original(7, kSender, UPDATE, "k", "v", SECONDARY);
  expectEqual(original, Message(original), "copy");
  Message assigned(1, Address(), REPLY, true);
  assigned = original;
  expectEqual(original, assigned, "assignment");
}

}  // namespace
