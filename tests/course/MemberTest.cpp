// Tests of Member.h: Address, MemberListEntry, Member.
#include "Member.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <type_traits>

#include "tests/support/RandomText.h"

namespace {

int idOf(const Address& address) {
  int id = 0;
  memcpy(&id, &address.addr[0], sizeof(id));
  return id;
}

int portOf(const Address& address) {
  short port = 0;
  memcpy(&port, &address.addr[4], sizeof(port));
  return port;
}

TEST(AddressTest, constructor_defaultIsZero) {
  const Address address;
  EXPECT_EQ(0, idOf(address));
  EXPECT_EQ(0, portOf(address));
}

TEST(AddressTest, constructor_textFillsIdAndPort) {
  const struct {
    const char* text;
    int id;
    int port;
  } kCases[] = {
      {"3:0", 3, 0},
      {"1:8001", 1, 8001},
      {"256:7", 256, 7},
      {"-2:-1", -2, -1},
      {"2147483647:32767", 2147483647, 32767},
      {" 2:0", 2, 0},       // As it is left over when a list "1:0, 2:0" is split.
      {"5:0::4::1", 5, 0},  // The rest of a message.
  };
  for (const auto& testCase : kCases) {
    const Address address{string(testCase.text)};
    EXPECT_EQ(testCase.id, idOf(address)) << testCase.text;
    EXPECT_EQ(testCase.port, portOf(address)) << testCase.text;
  }
}

TEST(AddressTest, constructor_readsAsTheCourseDoes) {
  const struct {
    const char* text;
    int id;
    int port;
  } kCases[] = {
      {"3", 3, 3},  // Without a colon the text is both.
      {"40000", 40000, -25536},
      {"1:32768", 1, -32768},
      {"1:65536", 1, 0},
      {"3x: +7y", 3, 7},
      {"-2147483648:0", -2147483648, 0},
  };
  for (const auto& testCase : kCases) {
    const Address address{string(testCase.text)};
    EXPECT_EQ(testCase.id, idOf(address)) << testCase.text;
    EXPECT_EQ(testCase.port, portOf(address)) << testCase.text;
  }
}

TEST(AddressTest, constructor_throwsAsStoiDoes) {
  for (const char* text : {"", ":", "::", "3:", ":7", "x:7", "3:x", "x:2147483648", "3::0", " :7",
                           "-:7", "+:7", "1:-"}) {
    EXPECT_THROW(Address{string(text)}, invalid_argument) << text;
  }
  for (const char* text :
       {"2147483648:1", "-2147483649:x", "1:2147483648", "99999999999999999999"}) {
    EXPECT_THROW(Address{string(text)}, out_of_range) << text;
  }
}

// The course's own way, with a copy of each part.
TEST(AddressTest, constructor_randomTextIsReadAsItsTwoParts) {
  RandomText texts;
  for (int i = 0; i < kRandomTexts / 5; ++i) {
    const string text = texts.next();
    int id = 0;
    short port = 0;
    try {
      id = stoi(text.substr(0, text.find(':')));
      port = static_cast<short>(stoi(text.substr(text.find(':') + 1)));
    } catch (const logic_error&) {
      ASSERT_THROW(Address{text}, logic_error) << text;
      continue;
    }
    const Address address(text);
    ASSERT_EQ(id, idOf(address)) << text;
    ASSERT_EQ(port, portOf(address)) << text;
  }
}

TEST(AddressTest, constructor_randomTextGivesAnAddressOrThrows) {
  RandomText texts;
  int addresses = 0;
  for (int i = 0; i < kRandomTexts / 5; ++i) {
    const string text = texts.next();
    try {
      Address address(text);
      ++addresses;
      ASSERT_TRUE(Address(address.getAddress()) == address) << text;
    } catch (const logic_error&) {
      // What stoi throws; which exception, the test above says.
    }
  }
  EXPECT_GT(addresses, 1000);  // Else the texts would try but one path.
  EXPECT_LT(addresses, kRandomTexts / 5);
}

TEST(AddressTest, getAddress_isIdColonPort) {
  EXPECT_EQ("3:0", Address("3:0").getAddress());
  EXPECT_EQ("200:8001", Address("200:8001").getAddress());
  EXPECT_EQ("-1:-1", Address("-1:-1").getAddress());
  EXPECT_EQ("0:0", Address().getAddress());
}

TEST(AddressTest, init_zeroes) {
  Address address("3:8001");
  address.init();
  EXPECT_EQ("0:0", address.getAddress());
}

TEST(AddressTest, equality_comparesAllSixBytes) {
  EXPECT_TRUE(Address("256:1") == Address("256:1"));
  EXPECT_FALSE(Address("256:1") == Address("512:1"));  // Differ behind a zero byte.
  EXPECT_FALSE(Address("256:1") == Address("256:2"));
}

TEST(AddressTest, assignment_copies) {
  Address address("1:0");
  const Address other("2:5");
  address = other;
  EXPECT_EQ("2:5", address.getAddress());
  const Address& alias = address;
  address = alias;
  EXPECT_EQ("2:5", address.getAddress());
}

// A function returns them in its caller's memory, as in the course.
TEST(MemberListEntryTest, copies_areNotTrivial) {
  EXPECT_FALSE(std::is_trivially_copy_constructible<MemberListEntry>::value);
  EXPECT_FALSE(std::is_trivially_copy_assignable<MemberListEntry>::value);
  EXPECT_FALSE(std::is_trivially_copy_constructible<Address>::value);
  EXPECT_FALSE(std::is_trivially_copy_assignable<Address>::value);
}

TEST(MemberListEntryTest, constructor_fillsTheFields) {
  MemberListEntry all(1, 2, 3, 4);
  EXPECT_EQ(1, all.getid());
  EXPECT_EQ(2, all.getport());
  EXPECT_EQ(3, all.getheartbeat());
  EXPECT_EQ(4, all.gettimestamp());

  const MemberListEntry two(5, 6);
  EXPECT_EQ(5, two.id);
  EXPECT_EQ(6, two.port);
  EXPECT_EQ(0, two.heartbeat);
  EXPECT_EQ(0, two.timestamp);

  const MemberListEntry none;
  EXPECT_EQ(0, none.id);
  EXPECT_EQ(0, none.port);
  EXPECT_EQ(0, none.heartbeat);
  EXPECT_EQ(0, none.timestamp);
}

TEST(MemberListEntryTest, setters_changeOneFieldEach) {
  MemberListEntry entry;
  entry.setid(7);
  entry.setport(8);
  entry.setheartbeat(9);
  entry.settimestamp(10);
  const MemberListEntry copy(entry);
  EXPECT_EQ(7, copy.id);
  EXPECT_EQ(8, copy.port);
  EXPECT_EQ(9, copy.heartbeat);
  EXPECT_EQ(10, copy.timestamp);
}

// A member with a value of its own in every field.
Member busyMember() {
  static char message[] = "hello";
  Member member;
  member.addr = Address("4:1");
  member.inited = true;
  member.inGroup = true;
  member.bFailed = true;
  member.nnb = 5;
  member.heartbeat = 6;
  member.pingCounter = 7;
  member.timeOutCounter = 8;
  member.memberList = {MemberListEntry(1, 0, 2, 3), MemberListEntry(4, 1, 5, 6)};
  member.mp1q.push(q_elt(message, 1));
  member.mp2q.push(q_elt(message, 2));
  member.mp2q.push(q_elt(message, 3));
  return member;
}

void expectBusyMember(Member* member) {
  EXPECT_EQ("4:1", member->addr.getAddress());
  EXPECT_TRUE(member->inited);
  EXPECT_TRUE(member->inGroup);
  EXPECT_TRUE(member->bFailed);
  EXPECT_EQ(5, member->nnb);
  EXPECT_EQ(6, member->heartbeat);
  EXPECT_EQ(7, member->pingCounter);
  EXPECT_EQ(8, member->timeOutCounter);
  ASSERT_EQ(2u, member->memberList.size());
  EXPECT_EQ(4, member->memberList[1].id);
  EXPECT_TRUE(member->myPos == member->memberList.begin());
  ASSERT_EQ(1u, member->mp1q.size());
  EXPECT_EQ(1, member->mp1q.front().size);
  ASSERT_EQ(2u, member->mp2q.size());
  EXPECT_EQ(3, member->mp2q.back().size);
  EXPECT_EQ(member->mp1q.front().elt, member->mp2q.back().elt);
}

TEST(MemberTest, constructor_everythingIsUnset) {
  Member member;
  EXPECT_EQ("0:0", member.addr.getAddress());
  EXPECT_FALSE(member.inited);
  EXPECT_FALSE(member.inGroup);
  EXPECT_FALSE(member.bFailed);
  EXPECT_EQ(0, member.nnb);
  EXPECT_EQ(0, member.heartbeat);
  EXPECT_EQ(0, member.pingCounter);
  EXPECT_EQ(0, member.timeOutCounter);
  EXPECT_TRUE(member.memberList.empty());
  EXPECT_TRUE(member.myPos == member.memberList.begin());
  EXPECT_TRUE(member.mp1q.empty());
  EXPECT_TRUE(member.mp2q.empty());
}

TEST(MemberTest, copy_hasAllFieldsAndListsOfItsOwn) {
  Member original = busyMember();
  original.myPos = original.memberList.begin() + 1;
  Member copy(original);
  original.memberList.clear();
  original.mp1q.pop();
  expectBusyMember(&copy);
}

TEST(MemberTest, assignment_hasAllFields) {
  const Member original = busyMember();
  Member assigned;
  assigned.memberList.resize(50);
  assigned.myPos = assigned.memberList.end();
  assigned = original;
  expectBusyMember(&assigned);
}

TEST(MemberTest, assignment_toItselfChangesNothing) {
  Member member = busyMember();
  member.myPos = member.memberList.begin() + 1;
  const Member& alias = member;
  member = alias;
  EXPECT_TRUE(member.myPos == member.memberList.begin() + 1);
  member.myPos = member.memberList.begin();
  expectBusyMember(&member);
}

// Submissions erase from the list and leave myPos behind.
TEST(MemberTest, copy_survivesDanglingPosition) {
  Member original = busyMember();
  original.myPos = original.memberList.begin() + 1;
  original.memberList = vector<MemberListEntry>(100);
  Member copy(original);
  EXPECT_TRUE(copy.myPos == copy.memberList.begin());
}

}  // namespace
