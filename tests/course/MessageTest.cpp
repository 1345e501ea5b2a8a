// Tests of Message.h.
#include "Message.h"

#include <gtest/gtest.h>

#include <climits>
#include <stdexcept>

#include "tests/support/RandomText.h"

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
  const string kValues[] = {
      "", "v", ":a", "a:b", "a b", "1", "0 ", "\xff", "-1", string("\0\n", 2), string(3000, 'x')};
  for (const string& value : kValues) {
    Message create(-5, kSender, CREATE, "key", value, SECONDARY);
    expectEqual(create, Message(create.toString()), create.toString());
    Message update(INT_MAX, Address("-1:-1"), UPDATE, "", value, TERTIARY);
    expectEqual(update, Message(update.toString()), update.toString());
    Message byKey(0, kSender, UPDATE, value, "v", TERTIARY);
    expectEqual(byKey, Message(byKey.toString()), byKey.toString());
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
  for (int type : {6, 7, 36, -1, INT_MAX, INT_MIN}) {
    Message unknown(9, kSender, MessageType(type), "", "");
    expectEqual(unknown, Message(unknown.toString()), unknown.toString());
  }
}

// At the end of a text a colon is as good as any other byte.
TEST(MessageTest, toString_lastFieldMayEndInAColon) {
  for (const string value : {":", "a:", ":a:"}) {
    Message readReply(0, kSender, value);
    expectEqual(readReply, Message(readReply.toString()), value);
    Message read(1, kSender, READ, value);
    expectEqual(read, Message(read.toString()), value);
  }
}

// Fields end at the next `::`, so these are other messages when they are read.
TEST(MessageTest, toString_delimitersInFieldsDoNotSurvive) {
  const auto readBack = [](Message message) { return Message(message.toString()); };
  expectEqual(Message(1, kSender, READ, string("a")),
              readBack(Message(1, kSender, READ, string("a::b"))), "read");
  expectEqual(Message(1, kSender, DELETE, string("")),
              readBack(Message(1, kSender, DELETE, string("::"))), "delete");
  expectEqual(Message(1, kSender, string("a")), readBack(Message(1, kSender, string("a::b"))),
              "read reply");
  expectEqual(Message(1, kSender, string("")), readBack(Message(1, kSender, string(":::"))),
              "read reply, delimiter first");
  expectEqual(Message(1, kSender, CREATE, "k", "a", SECONDARY),
              readBack(Message(1, kSender, CREATE, "k", "a::1", TERTIARY)),
              "create, number inside");
  expectEqual(Message(1, kSender, CREATE, "k", "l", TERTIARY),
              readBack(Message(1, kSender, CREATE, "k::l", "2", PRIMARY)), "create, in the key");
  expectEqual(Message(1, kSender, CREATE, "k", ":v", TERTIARY),
              readBack(Message(1, kSender, CREATE, "k:", "v", TERTIARY)),
              "create, key with a colon");
  EXPECT_THROW(readBack(Message(1, kSender, CREATE, "k", "a::b")), invalid_argument);
  EXPECT_THROW(readBack(Message(1, kSender, CREATE, "k", "a:")), invalid_argument);
}

TEST(MessageTest, constructor_whatFollowsTheLastFieldIsIgnored) {
  expectEqual(Message(7, kSender, CREATE, "k", "v", TERTIARY), Message("7::3:0::0::k::v::2::x::y"),
              "create");
  expectEqual(Message(7, kSender, UPDATE, "k", "v", TERTIARY), Message("7::3:0::2::k::v::2::"),
              "update");
  expectEqual(Message(7, kSender, READ, string("k")), Message("7::3:0::1::k::x"), "read");
  expectEqual(Message(7, kSender, DELETE, string("k")), Message("7::3:0::3::k::"), "delete");
  expectEqual(Message(7, kSender, REPLY, true), Message("7::3:0::4::1::0"), "reply");
  expectEqual(Message(7, kSender, string("v")), Message("7::3:0::5::v::x"), "read reply");
}

TEST(MessageTest, constructor_missingReplicaIsUnset) {
  expectEqual(Message(7, kSender, CREATE, "k", "v", PRIMARY), Message("7::3:0::0::k::v"), "create");
  expectEqual(Message(7, kSender, UPDATE, "k", "", PRIMARY), Message("7::3:0::2::k::"), "update");
  expectEqual(Message(7, kSender, UPDATE, "", "v:", PRIMARY), Message("7::3:0::2::::v:"), "no key");
}

TEST(MessageTest, constructor_unknownTypeIsTheCommonFields) {
  for (int type : {6, 7, 36, -1, INT_MAX, INT_MIN}) {
    const Message expected(9, kSender, MessageType(type), "", "");
    const string common = "9::3:0::" + to_string(type) + "::";
    for (const char* rest : {"", "k", "k::v::2", "::"}) {
      expectEqual(expected, Message(common + rest), common + rest);
    }
    const string nothingMore = "9::3:0::" + to_string(type);
    expectEqual(expected, Message(nothingMore), nothingMore);
  }
}

TEST(MessageTest, constructor_numbersAreReadFromTheirStart) {
  const Message expected(7, kSender, CREATE, "k", "v", TERTIARY);
  const string kTexts[] = {"7x::3:0::0::k::v::2",  " 7::3:0::0::k::v::2",
                           "+7::3:0::0::k::v::2",  "007::3:0::0::k::v::2",
                           "7.9::3:0::0::k::v::2", "7::3:0::0x::k::v::2",
                           "7::3:0:: 0::k::v::2",  "7::3:0::0 ::k::v::2",
                           "7::3:0::-0::k::v::2",  "7::3:0::0::k::v::2x",
                           "7::3:0::0::k::v:: 02", "7::3:0::0::k::v::2:",
                           "7::03:0::0::k::v::2",  "7::3:0x::0::k::v::2",
                           "7:1::3:0::0::k::v::2", string("7\0::3:0::0::k::v::2", 20)};
  for (const string& text : kTexts) expectEqual(expected, Message(text), text);
}

TEST(MessageTest, constructor_anyIntIsAReplica) {
  for (int replica : {3, 9, -1, INT_MAX, INT_MIN}) {
    const Message message("7::3:0::0::k::v::" + to_string(replica));
    EXPECT_EQ(replica, message.replica);
    EXPECT_EQ("7::3:0::0::k::v::" + to_string(replica), Message(message).toString());
  }
}

TEST(MessageTest, constructor_addressesAreReadAsAddressReadsThem) {
  const struct {
    const char* text;
    const char* address;
  } kCases[] = {{"7::3::1::k", "3:3"},
                {"7::3x:+1::1::k", "3:1"},
                {"7::3:40000::1::k", "3:-25536"},
                {"7::-1:-2::1::k", "-1:-2"},
                {"7::3:1:2::1::k", "3:1"}};
  for (const auto& test : kCases) {
    Message message(test.text);
    EXPECT_EQ(test.address, message.fromAddr.getAddress()) << test.text;
    EXPECT_EQ(7, message.transID) << test.text;
    EXPECT_EQ("k", message.key) << test.text;
  }
}

TEST(MessageTest, constructor_replyIsSuccessIfItIsOne) {
  EXPECT_TRUE(Message("7::3:0::4::1").success);
  for (const char* text : {"0", "", "2", "11", "01", " 1", "1 ", "1x", "true"}) {
    const Message message("7::3:0::4::" + string(text));
    expectEqual(Message(7, kSender, REPLY, false), message, text);
  }
}

TEST(MessageTest, constructor_missingFieldsAreOutOfRange) {
  const char* const kTexts[] = {
      "7",         "7::3:0",       "7::3:0::1",   "7::3:0::4",     "7::3:0::5",
      "7::3:0::0", "7::3:0::0::k", "7::3:0::0::", "7::3:0::2::k:v"};
  for (const char* text : kTexts) EXPECT_THROW(Message{string(text)}, out_of_range) << text;
}

TEST(MessageTest, constructor_missingNumbersAreInvalid) {
  const char* const kTexts[] = {
      "",
      "hello",
      "::",
      ":::::",
      "x::3:0::1::k",  // The transaction's number: none,
      "::3:0::1::k",   // an empty field,
      "-::3:0::1::k",  // only a sign,
      ":7::3:0::1::k",
      "7::x::1::k",  // The address: no number,
      "7::x:0::1::k",
      "7::3:::1::k",  // no port,
      "7::::1::k",
      "7::3:0::::k",  // The type: an empty field,
      "7::3:0::CREATE::k::v::0",
      "7:::3:0::x::k",
      "7::3:0::0::k:::0::",  // The replica: an empty field,
      "7::3:0::0::k::v::",
      "7::3:0::0::k::v::x",
      "7::3:0::0::k::v:::0",  // the end of a value that ends in a colon.
  };
  for (const char* text : kTexts) EXPECT_THROW(Message{string(text)}, invalid_argument) << text;
}

TEST(MessageTest, constructor_numbersBeyondIntAreOutOfRange) {
  const char* const kTexts[] = {"2147483648::3:0::1::k",           "-2147483649::3:0::1::k",
                                "99999999999999999999::3:0::1::k", "7::2147483648:0::1::k",
                                "7::3:2147483648::1::k",           "7::3:0::2147483648::k",
                                "7::3:0::0::k::v::2147483648"};
  for (const char* text : kTexts) EXPECT_THROW(Message{string(text)}, out_of_range) << text;
}

// The course reads from left to right.
TEST(MessageTest, constructor_theFirstFaultIsThrown) {
  EXPECT_THROW(Message("x"), invalid_argument);                      // And fields are missing.
  EXPECT_THROW(Message("2147483648::x:0::1::k"), out_of_range);      // And no id.
  EXPECT_THROW(Message("7::x:2147483648::1::k"), invalid_argument);  // And the port.
  EXPECT_THROW(Message("7::2147483648:x::1::k"), out_of_range);
  EXPECT_THROW(Message("7::3:x::2147483648::k"), invalid_argument);
}

TEST(MessageTest, constructor_exceptionQuotesTheText) {
  try {
    Message("7::3:0::0::" + string("k\n\x80", 3) + "::" + string(200, 'v') + "::x");
    FAIL();
  } catch (const invalid_argument& exception) {
    EXPECT_EQ("stoi: Message(\"7::3:0::0::k??::" + string(84, 'v') + "...\") cannot be read",
              string(exception.what()));
  }
  try {
    Message("7::3:0::1");
    FAIL();
  } catch (const out_of_range& exception) {
    EXPECT_STREQ("at: Message(\"7::3:0::1\") cannot be read", exception.what());
  }
}

// What is read from any text is a message: written and read again, it is the same one. But for one
// thing: a value that was the end of its text, for want of a replica, may end in a colon, and has a
// delimiter after it when it is written.
TEST(MessageTest, constructor_randomTextGivesAMessageOrThrows) {
  RandomText texts;
  int messages = 0;
  const string kPrefixes[] = {"", "1::2:0::", "1::2:0::0::", "1::2:0::4::", "1::2:0::0::k::v::"};
  for (int i = 0; i < kRandomTexts / 5; ++i) {
    const string text = kPrefixes[i % 5] + texts.next();
    try {
      Message message(text);
      ++messages;
      EXPECT_EQ(string::npos, message.key.find("::")) << text;
      EXPECT_EQ(string::npos, message.value.find("::")) << text;
      const bool endsInColon = !message.value.empty() && message.value.back() == ':';
      if (message.type == READREPLY || !endsInColon) {
        expectEqual(message, Message(message.toString()), text);
      }
    } catch (const logic_error&) {
      // What stoi and at throw; which of the two, the tests above say.
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(messages, 1000);  // Else the texts would try but one path.
  EXPECT_LT(messages, kRandomTexts / 5);
}

TEST(MessageTest, copy_hasAllFields) {
  const Message original(7, kSender, UPDATE, "k", "v", SECONDARY);
  expectEqual(original, Message(original), "copy");
  Message assigned(1, Address(), REPLY, true);
  assigned = original;
  expectEqual(original, assigned, "assignment");
}

}  // namespace
