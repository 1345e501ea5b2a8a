#include "check/consistency/AppendedValues.h"

#include <algorithm>

namespace check {

namespace {

constexpr uint64_t kPrime = (uint64_t{1} << 61) - 1;
constexpr uint64_t kFirstBase = 0x0b7e151628aed2a6;   // The digits of e, below kPrime.
constexpr uint64_t kSecondBase = 0x143f6a8885a308d3;  // Those of pi.

// The product modulo kPrime, of factors below it, by 32-bit halves.
uint64_t product(uint64_t left, uint64_t right) {
  constexpr uint64_t kHalf = 0xffffffff;
  const uint64_t low = (left & kHalf) * (right & kHalf);
  const uint64_t high = (left >> 32) * (right >> 32);
  const uint64_t middle = (left >> 32) * (right & kHalf) + (left & kHalf) * (right >> 32);
  // 2^61 is 1, so that 2^64 is 8, and 2^32 times 2^29 is 1.
  const uint64_t sum = (low & kPrime) + (low >> 61) + (high << 3) + (middle >> 29) +
                       ((middle & ((uint64_t{1} << 29) - 1)) << 32);
  const uint64_t once = (sum & kPrime) + (sum >> 61);
  return once >= kPrime ? once - kPrime : once;
}

uint64_t sum(uint64_t left, uint64_t right) {
  const uint64_t all = left + right;
  return all >= kPrime ? all - kPrime : all;
}

}  // namespace

AppendedValues::Suffix AppendedValues::suffixOf(std::string_view text) {
  Suffix suffix;
  for (const char c : text) {
    const uint64_t digit = uint64_t{static_cast<unsigned char>(c)} + 1;
    suffix.text.first = sum(product(suffix.text.first, kFirstBase), digit);
    suffix.text.second = sum(product(suffix.text.second, kSecondBase), digit);
    suffix.firstPower = product(suffix.firstPower, kFirstBase);
    suffix.secondPower = product(suffix.secondPower, kSecondBase);
  }
  suffix.text.size = text.size();
  return suffix;
}

AppendedValues::AppendedValues(const KeyHistory& history) {
  for (const KeyOperation& operation : history) {
    suffixes_.push_back(suffixOf(operation.call->value));
    note(operation.value, suffixes_.back().text);
    if (operation.isCompareAndSet() && operation.call->expected) {
      note(operation.expected, suffixOf(*operation.call->expected).text);
    }
  }
}

int AppendedValues::after(int value, int append) {
  const auto [found, isNew] = after_.emplace(std::pair(value, append), kAbsent);
  if (isNew) {
    const Suffix& suffix = suffixes_[static_cast<size_t>(append)];
    const Text& before = texts_[static_cast<size_t>(value)];
    Text joined;
    joined.first = sum(product(before.first, suffix.firstPower), suffix.text.first);
    joined.second = sum(product(before.second, suffix.secondPower), suffix.text.second);
    joined.size = before.size + suffix.text.size;
    found->second = numberOf(joined);
  }
  return found->second;
}

int AppendedValues::numberOf(const Text& text) {
  const int next = std::max(static_cast<int>(texts_.size()), kFirstReadValue);
  const auto [found, isNew] = numbers_.emplace(text, next);
  if (isNew) note(next, text);
  return found->second;
}

void AppendedValues::note(int number, const Text& text) {
  const size_t index = static_cast<size_t>(number);
  if (index >= texts_.size()) texts_.resize(index + 1);
  if (number == kAbsent) return;
  texts_[index] = text;
  numbers_.emplace(text, number);
}

}  // namespace check
