// From which tick on everything was in place for good.
#pragma once

#include "sim/Event.h"

namespace check {

class Settling {
 public:
  // REQUIRES: ascending ticks. Ticks may be left out: what held before and after held between.
  void feed(sim::Tick tick, bool ok) {
    if (!ok) {
      since_ = -1;
    } else if (since_ < 0) {
      since_ = tick;
    }
  }

  // The first tick of those, up to the last one fed, that were all ok. -1 if the last was not.
  sim::Tick since() const { return since_; }

 private:
  sim::Tick since_ = -1;
};

}  // namespace check
