// Tests of Queue.h.
#include "Queue.h"

#include <gtest/gtest.h>

namespace {

TEST(QueueTest, enqueue_appendsTheBufferItself) {
  queue<q_elt> received;
  char first[] = "first";
  char second[] = "second!";
  EXPECT_TRUE(Queue::enqueue(&received, first, sizeof(first)));
  EXPECT_TRUE(Queue::enqueue(&received, second, sizeof(second)));
  ASSERT_EQ(2u, received.size());
  EXPECT_EQ(first, received.front().elt);
  EXPECT_EQ(6, received.front().size);
  EXPECT_EQ(second, received.back().elt);
  EXPECT_EQ(8, received.back().size);
}

TEST(QueueTest, enqueue_throughAnObject) {
  queue<q_elt> received;
  Queue q;
  EXPECT_TRUE(q.enqueue(&received, nullptr, 0));
  EXPECT_EQ(1u, received.size());
}

}  // namespace
