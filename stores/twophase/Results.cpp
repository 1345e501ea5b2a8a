#include "stores/twophase/Results.h"

namespace twophase {

std::string problemOf(const Message& call, size_t largestMessageBytes) {
  const auto isTooLarge = [largestMessageBytes](const Message& message) {
    return encode(message).size() + kBytesBeyondCall > largestMessageBytes;
  };
  if (call.key.empty()) return kEmptyKey;
  Message withoutValue = call;
  withoutValue.value.clear();
  if (call.key.size() > kLargestKeyBytes || isTooLarge(withoutValue)) return kLargeKey;
  if (call.type != Type::Put) return "";
  if (call.value.empty()) return kEmptyValue;
  return isTooLarge(call) ? kLargeValue : "";
}

}  // namespace twophase
