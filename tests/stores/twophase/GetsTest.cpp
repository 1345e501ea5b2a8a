// Tests of stores/twophase/Gets.h.
#include "stores/twophase/Gets.h"

#include <gtest/gtest.h>

#include "stores/twophase/Results.h"
#include "stores/twophase/Timing.h"

namespace twophase {
namespace {

class GetsTest : public ::testing::Test {
 protected:
  GetsTest() : servers(2) {
    servers.add(1, 2);
    servers.add(2, 3);
    call.request = {4, 1, 1};
    call.key = "k";
    call.deadline = 30;
    answer = answerTo(call, Type::Response, 1);
    answer.text = kSuccess;
    answer.value = "v";
  }

  Outbox onCall(int now) {
    Outbox out;
    gets.onCall(call, now, &out);
    return out;
  }
  Outbox onTick(int now) {
    Outbox out;
    gets.onTick(now, &out);
    return out;
  }
  Outbox onAnswer(TransactionId number) {
    Outbox out;
    answer.transaction = number;
    gets.onAnswer(answer, &out);
    return out;
  }

  SetCache cache{4, 1};
  Servers servers;
  Locks locks;
  Numbers numbers{1, 0};
  Gets gets{&cache, &servers, &locks, &numbers};
  Message call;
  Message answer;
};

TEST_F(GetsTest, onCall_asksTheFirstServerAndThenTheOther) {
  const Outbox first = onCall(1);
  ASSERT_EQ(1u, first.size());
  EXPECT_EQ(servers.of("k")[0], first[0].to);
  EXPECT_TRUE(onCall(2).empty());  // Again, and not again.
  const Outbox second = onTick(1 + kGetRetryTicks);
  ASSERT_EQ(1u, second.size());
  EXPECT_EQ(servers.of("k")[1], second[0].to);
  const Outbox response = onAnswer(first[0].message.transaction);
  ASSERT_EQ(1u, response.size());
  EXPECT_EQ(4, response[0].to);
  EXPECT_EQ("v", response[0].message.value);
  EXPECT_EQ("v", cache.peek("k"));
  EXPECT_TRUE(onAnswer(first[0].message.transaction).empty());
}

TEST_F(GetsTest, interrupt_answersOfBeforeAnUpdateDoNotCount) {
  const TransactionId before = onCall(1)[0].message.transaction;
  locks[cache.setOf("k")] = 1;
  gets.interrupt(cache.setOf("k"));
  EXPECT_TRUE(onAnswer(before).empty());
  EXPECT_TRUE(onTick(2).empty());  // It waits.
  locks.clear();
  const Outbox again = onTick(3);
  ASSERT_EQ(1u, again.size());
  EXPECT_NE(before, again[0].message.transaction);
  EXPECT_TRUE(onAnswer(before).empty());
  EXPECT_FALSE(cache.peek("k"));
  EXPECT_EQ(1u, onAnswer(again[0].message.transaction).size());
}

TEST_F(GetsTest, onTick_givesUpWhatIsTooLate) {
  const TransactionId number = onCall(1)[0].message.transaction;
  onTick(call.deadline + 1);
  EXPECT_TRUE(onAnswer(number).empty());
}

TEST_F(GetsTest, onAnswer_absentKeysAreNotCached) {
  const TransactionId number = onCall(1)[0].message.transaction;
  answer.text = kNoKey;
  answer.value = "";
  EXPECT_EQ(kNoKey, onAnswer(number)[0].message.text);
  EXPECT_FALSE(cache.peek("k"));
}

}  // namespace
}  // namespace twophase
