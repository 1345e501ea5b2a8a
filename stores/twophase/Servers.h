// The registered servers, and the placement of keys on them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "sim/Event.h"

namespace twophase {

class Servers {
 public:
  static constexpr size_t kCopies = 2;

  // The set is fixed once `announced` servers have registered.
  explicit Servers(size_t announced) : announced_(announced) {}

  // A server may register if its id is known or the set is not complete yet.
  bool mayRegister(uint64_t id) const { return byId_.count(id) > 0 || !isComplete(); }

  // Returns true if the server is new or has a new address. REQUIRES: mayRegister(id).
  bool add(uint64_t id, sim::PeerId peer);

  bool isComplete() const { return byId_.size() >= announced_; }

  // The first server whose id is at or after the key's hash, and its successor; the largest id is
  // followed by the smallest. All servers if there are fewer than two.
  std::vector<sim::PeerId> of(std::string_view key) const;

  const std::map<uint64_t, sim::PeerId>& byId() const { return byId_; }

 private:
  const size_t announced_;
  std::map<uint64_t, sim::PeerId> byId_;
};

}  // namespace twophase
