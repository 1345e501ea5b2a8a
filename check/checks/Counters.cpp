#include "check/checks/Counters.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>

namespace check {

namespace {

std::optional<uint64_t> numberOf(const std::string& value) {
  uint64_t number = 0;
  const char* const end = value.data() + value.size();
  const auto [last, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || last != end) return std::nullopt;
  return number;
}

struct Increment {
  uint64_t value = 0;
  uint64_t called = 0;
  uint64_t finished = UINT64_MAX;  // If not acknowledged.
};

class Counter {
 public:
  void add(const Operation& operation) {
    if (operation.kind == sim::Operation::Read) {
      if (operation.outcome == Outcome::Ok) reads_.push_back(&operation);
    } else if (!isCreated_) {
      isCreated_ = true;
      isCounter_ = operation.kind == sim::Operation::Create && numberOf(operation.value) == 0u;
    } else {
      isCounter_ = isCounter_ && addIncrement(operation);
    }
  }

  void judge(std::vector<CounterRead>* reads) {
    if (!isCounter_) return;
    for (const Increment& increment : increments_) acknowledged_.push_back(increment.finished);
    // The writer goes on when its coordinator crashes. After a restart, the line may come late.
    std::sort(acknowledged_.begin(), acknowledged_.end());
    for (const Operation* read : reads_) reads->push_back(judged(*read));
  }

 private:
  // Returns whether it is one.
  bool addIncrement(const Operation& write) {
    const std::optional<uint64_t> value = numberOf(write.value);
    const uint64_t before = increments_.empty() ? 0 : increments_.back().value;
    if (write.kind != sim::Operation::Update || !value || *value <= before || write.client == 0 ||
        (writer_ != 0 && write.client != writer_)) {
      return false;
    }
    writer_ = write.client;
    const bool isAcknowledged = write.outcome == Outcome::Ok;
    increments_.push_back({*value, write.invoked, isAcknowledged ? write.finished : UINT64_MAX});
    return true;
  }

  CounterRead judged(const Operation& read) const {
    const std::optional<uint64_t> value = numberOf(read.value);
    const int returned = value ? countUpTo(*value) : CounterRead::kNoNumber;
    const auto least = std::lower_bound(acknowledged_.begin(), acknowledged_.end(), read.invoked) -
                       acknowledged_.begin();
    return {&read, static_cast<int>(least) - overtakenBy(returned, read),
            countCalled(read.finished), returned};
  }

  int countUpTo(uint64_t value) const {
    return static_cast<int>(std::count_if(increments_.begin(), increments_.end(),
                                          [=](const auto& each) { return each.value <= value; }));
  }

  int countCalled(uint64_t before) const {
    return static_cast<int>(std::count_if(increments_.begin(), increments_.end(),
                                          [=](const auto& each) { return each.called < before; }));
  }

  // Of the increments that the read must return, those after the last that it did return, if that
  // was still open when they were called: it may have taken effect after them.
  int overtakenBy(int returned, const Operation& read) const {
    if (returned < 1) return 0;
    const uint64_t finished = increments_[static_cast<size_t>(returned) - 1].finished;
    return static_cast<int>(std::count_if(
        increments_.begin() + returned, increments_.end(),
        [&](const auto& each) { return each.called < finished && each.finished < read.invoked; }));
  }

  bool isCreated_ = false;
  bool isCounter_ = false;
  int writer_ = 0;                      // 0: none has been seen.
  std::vector<Increment> increments_;   // By value, and by call.
  std::vector<uint64_t> acknowledged_;  // When. Ascending.
  std::vector<const Operation*> reads_;
};

}  // namespace

std::vector<CounterRead> counterReads(const std::vector<Operation>& operations) {
  std::map<std::string, Counter> counters;
  for (const Operation& operation : operations) counters[operation.key].add(operation);
  std::vector<CounterRead> reads;
  for (auto& [key, counter] : counters) counter.judge(&reads);
  return reads;
}

}  // namespace check
