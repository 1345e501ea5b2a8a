#include "stores/twophase/Servers.h"

#include <algorithm>

#include "check/base/ServerIds.h"
#include "host/Check.h"

namespace twophase {

bool Servers::add(uint64_t id, sim::PeerId peer) {
  CHECK(mayRegister(id));
  const auto [place, isNew] = byId_.insert({id, peer});
  if (!isNew && place->second == peer) return false;
  place->second = peer;
  return true;
}

std::vector<sim::PeerId> Servers::of(std::string_view key) const {
  std::vector<sim::PeerId> peers;
  auto next = byId_.lower_bound(check::serverPlace(key));
  while (peers.size() < std::min(kCopies, byId_.size())) {
    if (next == byId_.end()) next = byId_.begin();
    peers.push_back(next->second);
    ++next;
  }
  return peers;
}

}  // namespace twophase
