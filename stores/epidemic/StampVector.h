// One stamp per server of a fixed list: the last tick in which the server is known to have run.
//
// A stamp is a tick of its server's own clock and never decreases, so an old push brings nobody
// back to life. Servers are named by their ids, 1 … servers().
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace epidemic {

class StampVector {
 public:
  static constexpr int kNever = -1;  // Nothing was ever heard of the server.

  // Nothing is known of anyone. `timeout`: ticks. REQUIRES: servers >= 0; timeout >= 1.
  StampVector(int servers, int timeout);

  int servers() const { return static_cast<int>(stamps_.size()); }
  bool has(int id) const { return id >= 1 && id <= servers(); }

  // All below REQUIRE has(id).

  int stamp(int id) const { return stamps_[at(id)]; }

  // Keeps the larger stamp. One that is not larger than the tick of the server's leave is ignored.
  void merge(int id, int stamp) {
    if (stamp <= stamps_[at(id)] || stamp <= left_[at(id)]) return;
    stamps_[at(id)] = stamp;
    aliveAt_[at(id)] = std::max(aliveAt_[at(id)], stamp);
  }

  // The server has left at that tick: it is dead until a larger stamp arrives.
  void leave(int id, int tick);

  // Whether the server's stamp, or its excuse, is at most the time-out old.
  bool isAlive(int id, int now) const {
    const int aliveAt = aliveAt_[at(id)];
    return aliveAt != kNever && now - aliveAt <= timeout_;
  }

  // As if the server had run at `now`, for isAlive() alone: the stamp, which is pushed to others,
  // stays as it is.
  void excuse(int id, int now);

 private:
  static size_t at(int id) { return static_cast<size_t>(id) - 1; }

  int timeout_;
  std::vector<int> stamps_;
  std::vector<int> left_;  // The tick of the last leave, or kNever.
  // Invariant: as new as the stamp, unless the server has left, and then kNever.
  std::vector<int> aliveAt_;
};

}  // namespace epidemic
