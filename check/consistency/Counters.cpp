#include "check/consistency/Counters.h"

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

// How many of the ascending numbers are below the limit.
int countBelow(const std::vector<uint64_t>& numbers, uint64_t limit) {
  return static_cast<int>(std::lower_bound(numbers.begin(), numbers.end(), limit) -
                          numbers.begin());
}

int countUpTo(const std::vector<uint64_t>& numbers, uint64_t limit) {
  return static_cast<int>(std::upper_bound(numbers.begin(), numbers.end(), limit) -
                          numbers.begin());
}

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
    // A call that was given up may have its line after the next call's.
    std::sort(acknowledged_.begin(), acknowledged_.end());
    for (const Operation* read : reads_) {
      const std::optional<uint64_t> value = numberOf(read->value);
      reads->push_back({read, countBelow(acknowledged_, read->invoked),
                        countBelow(called_, read->finished),
                        value ? countUpTo(values_, *value) : -1});
    }
  }

 private:
  // Returns whether it is one.
  bool addIncrement(const Operation& write) {
    const std::optional<uint64_t> value = numberOf(write.value);
    const uint64_t before = values_.empty() ? 0 : values_.back();
    if (write.kind != sim::Operation::Update || !value || *value <= before || write.client == 0 ||
        (writer_ != 0 && write.client != writer_)) {
      return false;
    }
    writer_ = write.client;
    values_.push_back(*value);
    called_.push_back(write.invoked);
    if (write.outcome == Outcome::Ok) acknowledged_.push_back(write.finished);
    return true;
  }

  bool isCreated_ = false;
  bool isCounter_ = false;
  int writer_ = 0;  // 0: none has been seen.
  std::vector<uint64_t> values_;
  std::vector<uint64_t> called_;        // When, as are the next.
  std::vector<uint64_t> acknowledged_;  // The lines of those that succeeded.
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
