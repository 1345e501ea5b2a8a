// Tests of sim/UnsetFields.h, and of the constructors that leave fields unset.
#include "sim/UnsetFields.h"

#include <gtest/gtest.h>

#include <climits>
#include <set>

#include "Message.h"
#include "Node.h"
#include "host/RunPosition.h"

namespace sim {
namespace {

class UnsetFieldsTest : public testing::Test {
 protected:
  ~UnsetFieldsTest() {
    fillUnsetFields(kFillZero);
    zeroAddressBytes(false);
    host::runPosition.seed = 0;
  }
};

void fillWith(const std::string& text) {
  FillChoice choice = kFillZero;
  ASSERT_TRUE(readFill(text, &choice)) << text;
  fillUnsetFields(choice);
}

std::string bytesOf(const Address& address) { return {address.addr, sizeof address.addr}; }

// All that the constructors leave unset, in the code of a peer.
std::string fieldsAt(uint64_t seed, int tick, int peer) {
  host::runPosition.seed = seed;
  host::PositionMark mark(tick, peer, "MP2Node::recvLoop");
  const Message message(1, Address(), REPLY, true);
  const Message create(1, Address(), CREATE, "k", "v");
  return std::to_string(message.replica) + " " + std::to_string(create.success) + " " +
         std::to_string(Node().getHashCode()) + " " + bytesOf(Address());
}

const std::string kZeroFields = "0 0 0 " + std::string(6, '\0');

TEST_F(UnsetFieldsTest, zero_isTheDefault) { EXPECT_EQ(kZeroFields, fieldsAt(3, 150, 4)); }

TEST_F(UnsetFieldsTest, ones_setsAllBits) {
  fillWith("ones");
  EXPECT_EQ("-1 1 " + std::to_string(SIZE_MAX) + " " + std::string(6, '\xff'), fieldsAt(3, 150, 4));
}

TEST_F(UnsetFieldsTest, seed_dependsOnSeedTickAndPeerAlone) {
  fillWith("seed");
  const std::string fields = fieldsAt(3, 150, 4);
  EXPECT_EQ(fields, fieldsAt(3, 150, 4));
  EXPECT_NE(fields, fieldsAt(4, 150, 4));
  EXPECT_NE(fields, fieldsAt(3, 151, 4));
  EXPECT_NE(fields, fieldsAt(3, 150, 5));
}

TEST_F(UnsetFieldsTest, seed_successIsTrueHalfOfTheTime) {
  fillWith("seed");
  int successes = 0;
  for (int tick = 0; tick < 1000; ++tick) {
    host::PositionMark mark(tick, 1, "MP2Node::recvLoop");
    successes += Message(1, Address(), CREATE, "k", "v").success;
  }
  EXPECT_GT(successes, 400);
  EXPECT_LT(successes, 600);
}

TEST_F(UnsetFieldsTest, seed_fieldsDiffer) {
  fillWith("seed");
  host::PositionMark mark(150, 4, "MP2Node::recvLoop");
  std::set<uint64_t> values;
  for (UnsetField field : unsetFields()) {
    uint64_t bits = 0;
    fillUnset(field, &bits, sizeof bits);
    values.insert(bits);
  }
  EXPECT_EQ(4u, values.size());
}

TEST_F(UnsetFieldsTest, fieldsThatAConstructorSetsAreNotFilled) {
  fillWith("ones");
  host::PositionMark mark(150, 4, "MP2Node::recvLoop");
  const Message create("7::3:0::0::k::v::2");
  EXPECT_EQ(TERTIARY, create.replica);
  EXPECT_TRUE(create.fromAddr == Address("3:0"));
  EXPECT_FALSE(Message("7::3:0::4::0").success);
  EXPECT_FALSE(Message(7, Address("3:0"), REPLY, false).success);
  EXPECT_EQ(SECONDARY, Message(7, Address("3:0"), CREATE, "k", "v", SECONDARY).replica);
  EXPECT_EQ(Node(Address("3:0")).getHashCode(), RingHash()("\x03") % RING_SIZE);
}

TEST_F(UnsetFieldsTest, textWithoutAFieldLeavesItUnset) {
  fillWith("ones");
  host::PositionMark mark(150, 4, "MP2Node::recvLoop");
  EXPECT_EQ(-1, Message("7::3:0::0::k::v").replica);
  EXPECT_EQ(-1, Message("7::3:0::1::k").replica);
  EXPECT_TRUE(Message("7::3:0::1::k").success);
}

TEST_F(UnsetFieldsTest, theFrameworkItselfGetsZeros) {
  fillWith("ones");
  EXPECT_EQ(std::string(6, '\0'), bytesOf(Address()));
  EXPECT_EQ(0u, Node().getHashCode());
}

TEST_F(UnsetFieldsTest, oneField_leavesTheOthersZero) {
  fillWith("ones:Message.replica");
  EXPECT_EQ("-1 0 0 " + std::string(6, '\0'), fieldsAt(3, 150, 4));
  fillWith("ones:Message.success");
  EXPECT_EQ("0 1 0 " + std::string(6, '\0'), fieldsAt(3, 150, 4));
  fillWith("ones:Address");
  EXPECT_EQ("0 0 0 " + std::string(6, '\xff'), fieldsAt(3, 150, 4));
  fillWith("ones:Node");
  EXPECT_EQ("0 0 " + std::to_string(SIZE_MAX) + " " + std::string(6, '\0'), fieldsAt(3, 150, 4));
}

TEST_F(UnsetFieldsTest, zeroAddressBytes_sparesAddressesAlone) {
  zeroAddressBytes(true);
  fillWith("ones");
  EXPECT_EQ("-1 1 " + std::to_string(SIZE_MAX) + " " + std::string(6, '\0'), fieldsAt(3, 150, 4));
}

TEST_F(UnsetFieldsTest, readFill_readsWhatFillTextWrites) {
  FillChoice choice = kFillZero;
  for (const char* text : {"zero", "ones", "seed", "ones:Message.replica", "ones:Message.success",
                           "seed:Address", "seed:Node"}) {
    EXPECT_TRUE(readFill(text, &choice)) << text;
    EXPECT_EQ(text, fillText(choice));
  }
}

TEST_F(UnsetFieldsTest, readFill_refusesAllElse) {
  FillChoice choice = kFillZero;
  EXPECT_TRUE(readFill("seed", &choice));
  for (const char* text : {"", "One", "random", "zero ", "zero:Node", "ones:", "ones:node",
                           "ones:Node:Node", ":Node"}) {
    EXPECT_FALSE(readFill(text, &choice)) << text;
  }
  EXPECT_EQ("seed", fillText(choice));
}

TEST_F(UnsetFieldsTest, unsetFields_haveNamesThatAreRead) {
  EXPECT_EQ(4u, unsetFields().size());
  for (UnsetField field : unsetFields()) {
    FillChoice choice = kFillZero;
    EXPECT_TRUE(readFill(std::string("ones:") + fieldName(field), &choice));
    EXPECT_EQ(field, choice.field);
  }
}

}  // namespace
}  // namespace sim
