#include "check/consistency/ValueSupply.h"

#include <algorithm>

namespace check {

ValueSupply::ValueSupply(const KeyHistory& history, const Lanes& lanes)
    : history_(history), lanes_(lanes), spent_(history.size(), false) {
  of(kUnread);
  for (size_t i = 0; i < history.size(); ++i) {
    of(std::max(history[i].value, history[i].expected));
    if (history[i].isAppend()) hasAppends_ = true;
    count(static_cast<int>(i), 1, false);
    if (!history[i].isKnown()) addUnknown(static_cast<int>(i));
  }
}

ValueSupply::Value& ValueSupply::of(int value) {
  const size_t index = static_cast<size_t>(value);
  if (index >= values_.size()) values_.resize(index + 1);
  return values_[index];
}

void ValueSupply::addUnknown(int operation) {
  const KeyOperation& write = history_[operation];
  if (write.isAppend()) {
    appends_.push_back(operation);
    return;
  }
  Value& value = of(write.value);
  if (!write.isCompareAndSet()) {
    value.setters.push_back(operation);
    return;
  }
  for (std::vector<int>& swaps : value.swaps) {
    if (history_[swaps.front()].expected != write.expected) continue;
    swaps.push_back(operation);
    return;
  }
  value.swaps.push_back({operation});
}

int ValueSupply::firstUsable(const std::vector<int>& writes) const {
  for (const int write : writes) {
    if (!spent_[write] && lanes_.mayTakeEffect(write)) return write;
  }
  return kNoHelper;
}

void ValueSupply::count(int operation, int difference, bool isTaken) {
  const KeyOperation& one = history_[operation];
  if (!one.isKnown()) spent_[operation] = isTaken;
  if (one.isMismatch()) return;
  (one.isRead() ? values_[one.value].needsLeft : values_[one.value].writesLeft) += difference;
  const bool needsExpected = one.isCompareAndSet() && one.isKnown() && !one.isOptional;
  if (needsExpected) values_[one.expected].needsLeft += difference;
}

}  // namespace check
