#include "check/consistency/AppendedValues.h"

#include <algorithm>

namespace check {

namespace {

// So many pairs of writes and needed values are compared, and so many needed values looked at.
constexpr size_t kMostPairs = 4'000'000;
constexpr size_t kMostLookedAt = 16;

constexpr int kNone = -1;

// The number of the value without which the operation cannot have its result.
int neededBy(const KeyOperation& operation) {
  if (operation.isRead()) return operation.value;
  const bool isSwap =
      operation.isCompareAndSet() && operation.isCertain() && !operation.isMismatch();
  return isSwap ? operation.expected : kNone;
}

}  // namespace

AppendedValues::AppendedValues(const KeyHistory& history) : history_(history) {
  note(kUnread, "");
  for (const KeyOperation& one : history) {
    note(one.value, one.call->value);
    if (one.isRead() && one.value != kAbsent) sorted_.emplace(one.call->value, one.value);
    if (!one.isCompareAndSet() || one.expected == kAbsent) continue;
    note(one.expected, *one.call->expected);
    sorted_.emplace(*one.call->expected, one.expected);
  }
  listNeeded();
  findBeginnings();
}

void AppendedValues::note(int number, std::string_view text) {
  const size_t index = static_cast<size_t>(number);
  if (index >= texts_.size()) texts_.resize(index + 1);
  if (number >= kFirstReadValue) texts_[index] = text;
}

void AppendedValues::listNeeded() {
  needed_.resize(texts_.size());
  for (const KeyOperation& one : history_) {
    const int number = neededBy(one);
    if (number != kNone && of(number).left++ == 0) byLength_.push_back(number);
  }
  std::stable_sort(byLength_.begin(), byLength_.end(), [this](int left, int right) {
    return textOf(left).size() < textOf(right).size();
  });
  for (size_t i = 0; i < byLength_.size(); ++i) of(byLength_[i]).place = i;
}

void AppendedValues::findBeginnings() {
  begun_.resize(history_.size());
  std::vector<size_t> sets;
  for (size_t i = 0; i < history_.size(); ++i) {
    const KeyOperation& one = history_[i];
    if (!one.isRead() && !one.isMismatch() && !one.isAppend()) sets.push_back(i);
  }
  if (sets.size() * byLength_.size() > kMostPairs) byLength_.clear();
  for (const size_t set : sets) {
    const KeyOperation& write = history_[set];
    for (const int number : byLength_) {
      const bool begins =
          write.isDelete() || (number != kAbsent && textOf(number).starts_with(write.call->value));
      if (!begins) continue;
      begun_[set].push_back(number);
      ++of(number).beginnings;
    }
  }
}

int AppendedValues::after(int value, int append) {
  if (value == kUnread) return kUnread;
  const auto [found, isNew] = after_.emplace(std::pair(value, append), kUnread);
  if (isNew) {
    std::string joined(textOf(value));
    joined += history_[static_cast<size_t>(append)].call->value;
    found->second = numberOf(joined);
  }
  return found->second;
}

int AppendedValues::numberOf(const std::string& text) {
  const auto first = sorted_.lower_bound(text);
  if (first == sorted_.end() || !first->first.starts_with(text)) return kUnread;
  if (first->first.size() == text.size()) return first->second;
  const int next = static_cast<int>(texts_.size());
  const auto [found, isNew] = numbers_.emplace(std::pair(first->first, text.size()), next);
  if (isNew) note(next, first->first.substr(0, text.size()));
  return found->second;
}

void AppendedValues::count(int operation, int difference) {
  const size_t index = static_cast<size_t>(operation);
  for (const int number : begun_[index]) of(number).beginnings += difference;
  const int number = neededBy(history_[index]);
  if (number == kNone) return;
  of(number).left += difference;
  if (difference > 0) first_ = std::min(first_, of(number).place);
}

bool AppendedValues::mayFollow(int value) {
  while (first_ < byLength_.size() && of(byLength_[first_]).left == 0) ++first_;
  const size_t end = std::min(byLength_.size(), first_ + kMostLookedAt);
  for (size_t place = first_; place < end; ++place) {
    const int number = byLength_[place];
    if (of(number).left == 0 || of(number).beginnings > 0) continue;
    if (!beginsWith(number, value)) return false;
  }
  return true;
}

bool AppendedValues::beginsWith(int needed, int value) const {
  if (value == kAbsent || needed == kAbsent) return value == kAbsent;
  return value != kUnread && textOf(needed).starts_with(textOf(value));
}

}  // namespace check
