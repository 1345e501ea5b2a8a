#include "stores/twophase/Results.h"

#include "CourseRules.h"

namespace twophase {

// A prepare has a few bytes more than its call: its floor.
static_assert(kLargestMessageBytes + 40 <= course::kLargestMessage);

std::string problemOf(const Message& call) {
  if (call.key.empty()) return kEmptyKey;
  if (call.key.size() > kLargestKeyBytes) return kLargeKey;
  if (call.type != Type::Put) return "";
  if (call.value.empty()) return kEmptyValue;
  return encode(call).size() > kLargestMessageBytes ? kLargeValue : "";
}

}  // namespace twophase
