// Hands each event of a run to all sinks, in the order in which they were added.
#pragma once

#include <vector>

#include "sim/Event.h"

namespace sim {

// Somebody who looks at a run. A sink must not change the run: it gets no handle on it.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual void onEvent(const Event& event) = 0;

  // Asked once, when the sink is added. Network events cost nothing while nobody wants them.
  virtual bool wantsNetworkEvents() const { return false; }
};

// Borrows its sinks: each must outlive the last emit().
class EventStream {
 public:
  void add(Sink* sink);

  // True if at least one sink wants network events: a source asks before it builds one.
  bool wantsNetworkEvents() const { return !networkSinks_.empty(); }

  void emit(const Event& event) const;

 private:
  std::vector<Sink*> sinks_;
  std::vector<Sink*> networkSinks_;  // The subset of sinks_ that wants network events.
};

}  // namespace sim
