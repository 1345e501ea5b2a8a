#include "check/checks/CountersCheck.h"

#include "check/base/Wording.h"
#include "check/checks/Counters.h"

namespace check {

namespace {

std::string sentenceOf(const CounterRead& wrong) {
  const Operation& read = *wrong.read;
  return "client " + std::to_string(read.client) + "'s read of the counter " + printable(read.key) +
         " on peer " + std::to_string(read.coordinator.id) + " at tick " +
         std::to_string(read.invokedAt) + " returned " + printable(read.value) + ", " +
         (wrong.returned == CounterRead::kNoNumber
              ? "no number"
              : numbered(wrong.returned, "increment", "increments")) +
         "; " + std::to_string(wrong.least) + " to " + std::to_string(wrong.most) + " are possible";
}

}  // namespace

void CountersCheck::conclude(const RunFacts& facts) {
  for (const CounterRead& read : counterReads(facts.operations)) {
    ++reads_;
    if (read.isRight()) continue;
    ++wrong_;
    if (facts.demanded < Level::Regular) continue;
    addProblem({"wrong count", read.read->key}, sentenceOf(read), &problems_, &first_);
  }
}

std::vector<Metric> CountersCheck::metrics() const {
  if (reads_ == 0) return {};
  return {{"counter_reads", double(reads_)}, {"counter_reads_wrong", double(wrong_)}};
}

}  // namespace check
