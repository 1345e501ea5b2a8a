// Tells a server that was away from one that has merely lost sight of the others: by a gap in the
// server's own clock, and by nothing else. That others look dead proves nothing: they may be, and
// then the server has the last copies of their keys.
#pragma once

namespace epidemic {

class ClockGap {
 public:
  // `limit`: ticks after which others have given a silent server up.
  explicit ClockGap(int limit) : limit_(limit) {}

  // Called in each tick in which the server runs. Whether the last call is more than the limit ago.
  // The first call finds no gap.
  bool observe(int tick) {
    const bool wasAway = hasRun_ && tick - lastTick_ > limit_;
    hasRun_ = true;
    lastTick_ = tick;
    return wasAway;
  }

 private:
  int limit_;
  bool hasRun_ = false;
  int lastTick_ = 0;
};

}  // namespace epidemic
