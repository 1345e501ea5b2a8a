// The course's API of the support classes: each test quotes the sentence that it proves. Sections:
// 1 is the API itself, 8 is where the course's own framework errs and this one must not.
// That every class, field and method is there, with its type, is proved at compile time:
#include "CourseTypesSurface.h"

#include <gtest/gtest.h>

namespace {

size_t courseHash(const string& bytes) { return RingHash()(bytes) % RING_SIZE; }

string idText(int id) { return to_string(id) + ":0"; }

// Section 1, Member.h: "Bytes 0-3: the id as a native int; 4-5: the port as a native short."
TEST(CourseTypesSpecTest, Address_bytes) {
  const Address address(string("70000:-2"));
  int id = 0;
  short port = 0;
  memcpy(&id, &address.addr[0], 4);
  memcpy(&port, &address.addr[4], 2);
  EXPECT_EQ(70000, id);
  EXPECT_EQ(-2, port);
}

// Section 1, Member.h: "`Address("3:0")` parses `id:port`; `getAddress()` gives `"3:0"`; `init()`
// zeroes."
TEST(CourseTypesSpecTest, Address_text) {
  Address address("3:0");
  EXPECT_EQ(3, address.addr[0]);
  EXPECT_EQ("3:0", address.getAddress());
  address.init();
  const char zeroes[6] = {};
  EXPECT_EQ(0, memcmp(zeroes, address.addr, 6));
}

// Section 1, Source compatibility: "`Address.addr` as `char[6]`". Submissions copy it to and from
// the start of an Address.
TEST(CourseTypesSpecTest, Address_isItsSixBytes) {
  Address from("5:1");
  Address to;
  memcpy(&to.addr, &from, sizeof(Address));
  EXPECT_TRUE(from == to);
}

// Section 8: "addresses are compared with `strcmp` on raw bytes, so every id that is a multiple of
// 256 is the same receiver"
TEST(CourseTypesSpecTest, Address_multiplesOf256Differ) {
  EXPECT_FALSE(Address(idText(256)) == Address(idText(512)));
}

// Section 1, Source compatibility: "`Queue::enqueue` called through an object"
TEST(CourseTypesSpecTest, Queue_enqueueThroughAnObject) {
  Queue q;
  Member member;
  char message[4] = "abc";
  EXPECT_TRUE(q.enqueue(&member.mp1q, message, 4));
  EXPECT_TRUE(Queue::enqueue(&member.mp2q, message, 4));
  EXPECT_EQ(1u, member.mp1q.size());
  EXPECT_EQ(1u, member.mp2q.size());
}

// Section 1, common.h: "one counter *per translation unit*"; submissions count it up.
TEST(CourseTypesSpecTest, transID_startsAtZeroAndCounts) {
  static const int kAtStart = g_transID;
  EXPECT_EQ(0, kAtStart);
  const int before = g_transID;
  EXPECT_EQ(before + 1, ++g_transID);
}

// Section 1, Node.h: "The hash is `hashFunc(string(addr bytes up to the first NUL)) % RING_SIZE`
// […] ours hashes ids below 256 the same way"
TEST(CourseTypesSpecTest, Node_hashOfIdsBelow256) {
  for (int id = 1; id < 256; ++id) {
    Address address(idText(id));
    EXPECT_EQ(courseHash(string(address.addr)), Node(address).getHashCode()) << "id " << id;
  }
}

// Section 1, Node.h: "ids that are multiples of 256 all hash alike in the original; ours […] must
// keep larger ones apart."
TEST(CourseTypesSpecTest, Node_hashOfMultiplesOf256) {
  EXPECT_EQ(courseHash(string("\0\x01", 2)), Node(Address(idText(256))).getHashCode());
  EXPECT_EQ(courseHash(string("\0\x02", 2)), Node(Address(idText(512))).getHashCode());
  EXPECT_EQ(courseHash(string("\0\0\x01", 3)), Node(Address(idText(65536))).getHashCode());
}

// Section 8: "peers with equal hashes are ordered differently by different peers"
TEST(CourseTypesSpecTest, Node_equalHashesHaveOneOrder) {
  for (int first = 1; first <= 300; ++first) {
    for (int second = first + 1; second <= 300; ++second) {
      const Node a{Address(idText(first))};
      const Node b{Address(idText(second))};
      ASSERT_NE(a < b, b < a) << first << " and " << second;
    }
  }
}

// Section 1, HashTable.h: "`create` keeps an existing value and says true"
TEST(CourseTypesSpecTest, HashTable_createKeeps) {
  HashTable table;
  table.create("k", "first");
  EXPECT_TRUE(table.create("k", "second"));
  EXPECT_EQ("first", table.read("k"));
}

// Section 1, HashTable.h: "`read` gives "" when absent"
TEST(CourseTypesSpecTest, HashTable_readAbsent) { EXPECT_EQ("", HashTable().read("k")); }

// Section 1, HashTable.h: "`update`/`deleteKey` are false when the key is absent or its value is
// """
TEST(CourseTypesSpecTest, HashTable_absentOrEmpty) {
  HashTable table;
  table.create("empty", "");
  EXPECT_FALSE(table.update("absent", "v"));
  EXPECT_FALSE(table.update("empty", "v"));
  EXPECT_FALSE(table.deleteKey("absent"));
  EXPECT_FALSE(table.deleteKey("empty"));
}

// Section 1, HashTable.h: "Submissions iterate `hashTable` directly."
TEST(CourseTypesSpecTest, HashTable_iterated) {
  HashTable table;
  table.create("a", "1");
  table.create("b", "2");
  string all;
  for (map<string, string>::iterator it = table.hashTable.begin(); it != table.hashTable.end();
       it++) {
    all += it->first + it->second;
  }
  EXPECT_EQ("a1b2", all);
}

// Section 1, Message.h: "fields joined by `::` — `transID::id:port::type::` then CREATE/UPDATE
// `key::value::replica`, READ/DELETE `key`, REPLY `1` or `0`, READREPLY `value` (types and replicas
// as numbers)."
TEST(CourseTypesSpecTest, Message_textForm) {
  const Address from(string("3:0"));
  EXPECT_EQ("9::3:0::0::k::v::1", Message(9, from, CREATE, "k", "v", SECONDARY).toString());
  EXPECT_EQ("9::3:0::2::k::v::2", Message(9, from, UPDATE, "k", "v", TERTIARY).toString());
  EXPECT_EQ("9::3:0::1::k", Message(9, from, READ, string("k")).toString());
  EXPECT_EQ("9::3:0::3::k", Message(9, from, DELETE, string("k")).toString());
  EXPECT_EQ("9::3:0::4::1", Message(9, from, REPLY, true).toString());
  EXPECT_EQ("9::3:0::4::0", Message(9, from, REPLY, false).toString());
  EXPECT_EQ("9::3:0::5::v", Message(9, from, string("v")).toString());
}

// Section 1, Message.h: "constructors `Message(string)`, …" reads that text form.
TEST(CourseTypesSpecTest, Message_readsTextForm) {
  const Message create("9::3:0::0::k::v::1");
  EXPECT_EQ(9, create.transID);
  EXPECT_TRUE(create.fromAddr == Address("3:0"));
  EXPECT_EQ(CREATE, create.type);
  EXPECT_EQ("k", create.key);
  EXPECT_EQ("v", create.value);
  EXPECT_EQ(SECONDARY, create.replica);
  EXPECT_EQ("k", Message("9::3:0::3::k").key);
  EXPECT_TRUE(Message("9::3:0::4::1").success);
  EXPECT_FALSE(Message("9::3:0::4::0").success);
  EXPECT_EQ("v", Message("9::3:0::5::v").value);
  EXPECT_EQ("", Message("9::3:0::5::").value);  // The answer for a key that is absent.
}

// Section 1, Message.h: "`(transID, from, string value)` = READREPLY"
TEST(CourseTypesSpecTest, Message_valueAloneIsReadReply) {
  EXPECT_EQ(READREPLY, Message(9, Address("3:0"), string("v")).type);
}

// Section 1, Message.h: "A value with `::` in it does not survive"
TEST(CourseTypesSpecTest, Message_delimiterInAValue) {
  EXPECT_EQ("a", Message(Message(9, Address("3:0"), string("a::b")).toString()).value);
  const Message create("9::3:0::0::k::a::1::2");  // The value was `a::1`, the replica TERTIARY.
  EXPECT_EQ("a", create.value);
  EXPECT_EQ(SECONDARY, create.replica);
}

// Section 1, Message.h: "a malformed text makes the original throw." Section 8: "message texts that
// do not parse throw out of `stoi`/`at` and end the process".
TEST(CourseTypesSpecTest, Message_malformedText) {
  for (const char* text : {"no message", "", "9::3:0", "x::3:0::1::k", "9::3:0::0::k",
                           "9::3:0::0::k::a::b::1", "99999999999::3:0::1::k"}) {
    EXPECT_THROW(Message{string(text)}, logic_error) << text;
  }
}

// Section 1, Source compatibility: "unscoped enums (also written `MessageType::CREATE`;
// `to_string(type)` must compile)"
TEST(CourseTypesSpecTest, enums_convertToNumbers) {
  MessageType type = MessageType::DELETE;
  int number = type;
  EXPECT_EQ(3, number);
  EXPECT_EQ("3", to_string(type));
}

// Section 1, Entry.h: "text `value:timestamp:replica`"
TEST(CourseTypesSpecTest, Entry_textForm) {
  EXPECT_EQ("v:150:2", Entry("v", 150, TERTIARY).convertToString());
  const Entry entry("v:150:2");
  EXPECT_EQ("v", entry.value);
  EXPECT_EQ(150, entry.timestamp);
  EXPECT_EQ(TERTIARY, entry.replica);
}

}  // namespace
