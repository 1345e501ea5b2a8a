#include "check/consistency/ValueSupply.h"

namespace check {

ValueSupply::ValueSupply(const KeyHistory& history, Ordering ordering, const Lanes& lanes)
    : history_(history),
      isInRealTime_(ordering == Ordering::RealTime),
      lanes_(lanes),
      spent_(history.size(), false) {
  of(kUnread);
  for (size_t i = 0; i < history.size(); ++i) {
    of(std::max(history[i].value, history[i].expected));
    if (history[i].isAppend()) hasAppends_ = true;
    if (history[i].isOptional) hasOptional_ = true;
    count(static_cast<int>(i), 1, false);
    if (!history[i].isCertain()) addUncertain(static_cast<int>(i));
  }
  countsLanes_ = hasOptional_ && !isInRealTime_;
  for (Value& value : values_) {
    sort(&value.setters);
    for (Writes& swaps : value.swaps) sort(&swaps);
  }
}

void ValueSupply::sort(Writes* writes) const {
  std::vector<int>& operations = writes->operations;
  std::stable_sort(operations.begin(), operations.end(), [&](int left, int right) {
    return history_[left].call->finished < history_[right].call->finished;
  });
  writes->firstCalls.resize(operations.size());
  uint64_t first = UINT64_MAX;
  for (size_t i = operations.size(); i-- > 0;) {
    first = std::min(first, history_[operations[i]].call->invoked);
    writes->firstCalls[i] = first;
  }
}

size_t ValueSupply::firstPlace(const Writes& writes) const {
  if (!isInRealTime_) return 0;
  const auto place = std::partition_point(
      writes.operations.begin(), writes.operations.end(),
      [&](int write) { return history_[write].call->finished < lanes_.latestCall(); });
  return static_cast<size_t>(place - writes.operations.begin());
}

ValueSupply::Value& ValueSupply::of(int value) {
  const size_t index = static_cast<size_t>(value);
  if (index >= values_.size()) values_.resize(index + 1);
  return values_[index];
}

void ValueSupply::addUncertain(int operation) {
  const KeyOperation& write = history_[operation];
  if (write.isAppend()) {
    appends_.push_back(operation);
    return;
  }
  Value& value = of(write.value);
  if (!write.isCompareAndSet()) {
    value.setters.operations.push_back(operation);
    return;
  }
  for (Writes& swaps : value.swaps) {
    if (history_[swaps.operations.front()].expected != write.expected) continue;
    swaps.operations.push_back(operation);
    return;
  }
  value.swaps.push_back({{operation}, {}});
}

void ValueSupply::count(int operation, int difference, bool isTaken) {
  const KeyOperation& one = history_[operation];
  if (!one.isCertain()) spent_[operation] = isTaken;
  if (one.isMismatch()) return;
  (one.isRead() ? values_[one.value].needsLeft : values_[one.value].writesLeft) += difference;
  if (one.isCompareAndSet() && one.isCertain()) values_[one.expected].needsLeft += difference;
}

}  // namespace check
