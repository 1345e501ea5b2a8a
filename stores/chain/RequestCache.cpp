#include "stores/chain/RequestCache.h"

#include <algorithm>

namespace chain {

std::string textOf(const Version& version) {
  return std::to_string(version.tick) + '.' + std::to_string(version.count) + '.' +
         std::to_string(version.head);
}

const Executed* RequestCache::find(int32_t coordinator, int32_t transId) const {
  const auto found = std::find_if(calls_.begin(), calls_.end(), [&](const Executed& call) {
    return call.coordinator == coordinator && call.transId == transId;
  });
  return found == calls_.end() ? nullptr : &*found;
}

void RequestCache::expire(int now) {
  std::erase_if(calls_,
                [now](const Executed& call) { return now - call.version.tick > kKeepTicks; });
}

bool RequestCache::add(const Executed& call) {
  if (bytes() + kEntryBytes > kMaxBytes) return false;
  calls_.push_back(call);
  return true;
}

}  // namespace chain
