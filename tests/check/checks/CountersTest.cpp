// Tests of check/checks/Counters.h.
#include "check/checks/Counters.h"

#include <gtest/gtest.h>

#include "tests/support/CheckOperations.h"

namespace check {
namespace {

constexpr int kWriter = 1;
constexpr int kReader = 2;

CounterRead onlyRead(const Operations& operations) {
  const std::vector<CounterRead> reads = counterReads(operations.all);
  EXPECT_EQ(1u, reads.size());
  return reads.empty() ? CounterRead() : reads[0];
}

TEST(CountersTest, counterReads_betweenTheAcknowledgedAndTheUnknown) {
  for (int returned : {0, 1, 2, 3, 4}) {
    Operations operations;
    operations.create(kWriter, "0", 1, 2).update(kWriter, "1", 3, 4);
    operations.unknown(kWriter, sim::Operation::Update, "2", 5).update(kWriter, "3", 7, 8);
    operations.read(kReader, std::to_string(returned), 9, 10).update(kWriter, "4", 11, 12);
    const CounterRead read = onlyRead(operations);
    // The second one has no line: it may have taken effect after the third.
    EXPECT_EQ(returned == 2 ? 1 : 2, read.least);
    EXPECT_EQ(3, read.most);
    EXPECT_EQ(returned, read.returned);
    EXPECT_EQ(returned == 2 || returned == 3, read.isRight());
  }
}

// The coordinator crashed, its client went on, and it restarted with its memory.
TEST(CountersTest, counterReads_anIncrementThatIsLateMayReplaceLaterOnes) {
  const auto isRight = [](const char* value, uint64_t lateAt) {
    Operations operations;
    operations.create(kWriter, "0", 1, 2).update(kWriter, "1", 3, lateAt);
    operations.update(kWriter, "2", 5, 6).update(kWriter, "3", 7, 8);
    return onlyRead(operations.read(kReader, value, 13, 14)).isRight();
  };
  EXPECT_TRUE(isRight("1", 10));
  EXPECT_TRUE(isRight("1", 20));
  EXPECT_FALSE(isRight("1", 6));
  EXPECT_FALSE(isRight("2", 10));
  EXPECT_TRUE(isRight("3", 10));
}

TEST(CountersTest, counterReads_concurrentIncrement) {
  for (const char* value : {"0", "1"}) {
    Operations operations;
    operations.create(kWriter, "0", 1, 2).read(kReader, value, 3, 8).update(kWriter, "1", 4, 6);
    EXPECT_TRUE(onlyRead(operations).isRight()) << value;
  }
}

TEST(CountersTest, counterReads_skippedNumbersAndLeadingZeros) {
  Operations operations;
  operations.create(kWriter, "000", 1, 2).update(kWriter, "001", 3, 4);
  operations.update(kWriter, "004", 5, 6).read(kReader, "004", 7, 8);
  EXPECT_EQ(2, onlyRead(operations).returned);
  EXPECT_TRUE(onlyRead(operations).isRight());
}

TEST(CountersTest, counterReads_whatWasNeverWritten) {
  for (const char* value : {"x", "7", ""}) {
    Operations operations;
    operations.create(kWriter, "0", 1, 2).update(kWriter, "9", 3, 4).read(kReader, value, 5, 6);
    EXPECT_FALSE(onlyRead(operations).isRight()) << value;
  }
}

TEST(CountersTest, counterReads_otherKeysAreNoCounters) {
  Operations operations;
  operations.onKey("words").create(kWriter, "0", 1, 2).update(kWriter, "v1", 3, 4);
  operations.read(kReader, "0", 5, 6);
  operations.onKey("two writers").create(kWriter, "0", 11, 12).update(kWriter, "1", 13, 14);
  operations.update(kReader, "2", 15, 16).read(kReader, "0", 17, 18);
  operations.onKey("falls").create(kWriter, "0", 21, 22).update(kWriter, "2", 23, 24);
  operations.update(kWriter, "1", 25, 26).read(kReader, "0", 27, 28);
  operations.onKey("deleted").create(kWriter, "0", 31, 32).erase(kWriter, 33, 34);
  operations.read(kReader, "0", 35, 36);
  operations.onKey("begins at 1").create(kWriter, "1", 41, 42).read(kReader, "0", 43, 44);
  EXPECT_TRUE(counterReads(operations.all).empty());
}

}  // namespace
}  // namespace check
