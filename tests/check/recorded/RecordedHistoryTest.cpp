// Tests of check/recorded/.
#include "check/recorded/RecordedHistory.h"

#include <gtest/gtest.h>

#include <string>

#include "check/consistency/Consistency.h"

namespace check {
namespace {

// "line: problem"; "" if there is none.
std::string problemOf(const std::string& text) {
  const RecordedHistory history = readHistory(text);
  if (history.problem.empty()) return "";
  return std::to_string(history.problemLine) + ": " + history.problem;
}

Level heldBy(const std::string& text) {
  const RecordedHistory history = readHistory(text);
  EXPECT_EQ("", history.problem);
  return checkConsistency(history.operations).held;
}

TEST(RecordedHistoryTest, readHistory_jsonLines) {
  const RecordedHistory history = readHistory(
      "{\"process\": \"a\", \"type\": \"invoke\", \"f\": \"write\", \"value\": 1}\n"
      "\n"
      "{\"process\": \"b\", \"type\": \"invoke\", \"f\": \"cas\", \"value\": [1, 2]}\n"
      "{\"process\": \"a\", \"type\": \"ok\", \"f\": \"write\"}\n"
      "{\"process\": \"b\", \"type\": \"mismatch\", \"f\": \"cas\"}\n"
      "{\"process\": \"a\", \"type\": \"invoke\", \"f\": \"read\", \"key\": \"k\"}\n"
      "{\"process\": \"a\", \"type\": \"ok\", \"f\": \"read\", \"key\": \"k\", \"value\": null}\n"
      "{\"process\": \"a\", \"type\": \"invoke\", \"f\": \"write\", \"value\": null}\n");
  EXPECT_EQ("", history.problem);
  EXPECT_EQ(2, history.processes);
  EXPECT_EQ(2, history.keys);
  ASSERT_EQ(4u, history.operations.size());
  const Operation& write = history.operations[0];
  EXPECT_EQ("register", write.key);
  EXPECT_EQ("1", write.value);
  EXPECT_EQ("process a", write.caller);
  EXPECT_EQ(WriteForm::Unconditional, write.form);
  EXPECT_EQ(Outcome::Ok, write.outcome);
  EXPECT_EQ(1, write.invokedAt);
  EXPECT_EQ(4, write.finishedAt);
  const Operation& swap = history.operations[1];
  EXPECT_EQ(WriteForm::CompareAndSet, swap.form);
  EXPECT_EQ("1", swap.expected);
  EXPECT_EQ("2", swap.value);
  EXPECT_EQ(Outcome::Mismatch, swap.outcome);
  EXPECT_EQ(Outcome::Absent, history.operations[2].outcome);
  EXPECT_EQ("k", history.operations[2].key);
  const Operation& open = history.operations[3];
  EXPECT_EQ(sim::Operation::Delete, open.kind);
  EXPECT_EQ(Outcome::Unknown, open.outcome);
  EXPECT_EQ(UINT64_MAX, open.finished);
}

TEST(RecordedHistoryTest, readHistory_ednOfJepsen) {
  const RecordedHistory history = readHistory(
      "; comment\n"
      "(#jepsen.history.Op{:process 1, :type :invoke, :f :write, :value [7 3]}\n"
      " {:process :nemesis, :type :info, :f :start, :value nil}\n"
      " {:process 2, :type :invoke, :f :cas, :value [7 [3 4]]}\n"
      " {:process 1, :type :ok, :f :write, :value [7 3]}\n"
      " {:process 2, :type :fail, :f :cas, :value [7 [3 4]], :error :conflict}\n"
      " {:process 3, :type :invoke, :f :read, :value [7 nil]}\n"
      " {:process 3, :type :ok, :f :read, :value [7 3]})\n");
  EXPECT_EQ("", history.problem);
  EXPECT_EQ(1, history.passedOver);
  EXPECT_EQ(1, history.failed);
  ASSERT_EQ(2u, history.operations.size());
  EXPECT_EQ("7", history.operations[0].key);
  EXPECT_EQ("3", history.operations[1].value);
  EXPECT_EQ(3, history.operations[1].id);
}

// A failed compare-and-set has found another value, unless the line has a reason.
TEST(RecordedHistoryTest, readHistory_log) {
  const RecordedHistory history = readHistory(
      "INFO  jepsen.core - Worker 0 starting\n"
      "INFO  jepsen.util - 0\t:invoke\t:cas\t[1 2]\n"
      "INFO [2019-04-01 11:25:23,791] jepsen worker 0 - jepsen.util 0\t:fail\t:cas\t[1 2]\n"
      "2022-11-11 15:14:13,020{GMT}\tINFO\t[jepsen worker 12] jepsen.util: 0\t:invoke\t:cas\t[1 "
      "2]\n"
      "0 :fail :cas [1 2] :unavailable\r\n"
      "0   :invoke :write  3\n"
      "0   :info   :write  :timed-out\n");
  EXPECT_EQ("", history.problem);
  EXPECT_EQ(1, history.passedOver);
  EXPECT_EQ(1, history.failed);
  ASSERT_EQ(2u, history.operations.size());
  EXPECT_EQ(Outcome::Mismatch, history.operations[0].outcome);
  EXPECT_EQ(Outcome::Unknown, history.operations[1].outcome);
}

// On a store of get, put and append, an absent key has the value "".
TEST(RecordedHistoryTest, readHistory_getPutAppend) {
  const std::string start =
      "{:process 0, :type :invoke, :f :append, :key \"0\", :value \"\"}\n"
      "{:process 0, :type :ok, :f :append, :key \"0\", :value \"\"}\n"
      "{:process 0, :type :invoke, :f :get, :key \"0\", :value nil}\n"
      "{:process 0, :type :ok, :f :get, :key \"0\", :value \"\"}\n"
      "{:process 0, :type :invoke, :f :append, :key \"0\", :value \"x\"}\n"
      "{:process 0, :type :ok, :f :append, :key \"0\", :value \"x\"}\n"
      "{:process 0, :type :invoke, :f :get, :key \"0\", :value nil}\n";
  EXPECT_EQ(Level::Linearizable,
            heldBy(start + "{:process 0, :type :ok, :f :get, :key \"0\", :value \"x\"}\n"));
  EXPECT_EQ(Level::None,
            heldBy(start + "{:process 0, :type :ok, :f :get, :key \"0\", :value \"\"}\n"));
}

TEST(RecordedHistoryTest, readHistory_problems) {
  EXPECT_EQ("", problemOf(""));
  EXPECT_EQ("1: the process is missing", problemOf("{}\n"));
  EXPECT_EQ("2: the value of a compare-and-set is [FROM, TO]",
            problemOf("\n{\"process\": 1, \"type\": \"invoke\", \"f\": \"cas\", \"value\": 3}"));
  EXPECT_EQ("1: a compare-and-set to nothing is not allowed",
            problemOf("{\"process\":1,\"type\":\"invoke\",\"f\":\"cas\",\"value\":[3,null]}"));
  EXPECT_EQ("1: the value of an append is missing",
            problemOf("{\"process\":1,\"type\":\"invoke\",\"f\":\"append\"}"));
  EXPECT_EQ("2: a mismatch is the result of a compare-and-set alone",
            problemOf("{\"process\":1,\"type\":\"invoke\",\"f\":\"read\"}\n"
                      "{\"process\":1,\"type\":\"mismatch\",\"f\":\"read\"}"));
  EXPECT_EQ("1: unknown type `go`: invoke, ok, fail, info and mismatch are allowed",
            problemOf("[{:process 1 :type :go :f :read}]"));
  EXPECT_EQ("1: an event is a map: {:process 1, :type :invoke, :f :read}, say", problemOf("[1]"));
  EXPECT_EQ("2: text follows the list of events", problemOf("[]\n{}"));
  EXPECT_EQ("1: a value is a number, a string, true, false or nothing",
            problemOf("{:process 1 :type :invoke :f :write :value #{1}}"));
  EXPECT_EQ("1: unknown function `lock`: read, write, cas, get, put and append are allowed",
            problemOf("INFO 1 :invoke :lock nil"));
}

}  // namespace
}  // namespace check
