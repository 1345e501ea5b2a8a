// The servers that have registered, and which of them hold a key.
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

  // As many as register. The set is fixed then.
  explicit Servers(size_t announced) : announced_(announced) {}

  // Whether the server may register: its id is known, or the set is not complete.
  bool mayRegister(uint64_t id) const { return byId_.count(id) > 0 || !isComplete(); }

  // Returns whether anything has changed: it is new, or has another address. REQUIRES: it may.
  bool add(uint64_t id, sim::PeerId peer);

  bool isComplete() const { return byId_.size() >= announced_; }

  // The first server at or after the key's hash, and the next one; after the largest id comes the
  // smallest. All, if there are fewer than two.
  std::vector<sim::PeerId> of(std::string_view key) const;

  const std::map<uint64_t, sim::PeerId>& byId() const { return byId_; }

 private:
  const size_t announced_;
  std::map<uint64_t, sim::PeerId> byId_;
};

}  // namespace twophase
