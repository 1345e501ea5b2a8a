#include "sim/EventStream.h"

namespace sim {

void EventStream::add(Sink* sink) {
  sinks_.push_back(sink);
  if (sink->wantsNetworkEvents()) networkSinks_.push_back(sink);
}

void EventStream::emit(const Event& event) const {
  const auto& receivers = isNetworkEvent(event.kind) ? networkSinks_ : sinks_;
  for (Sink* sink : receivers) sink->onEvent(event);
}

}  // namespace sim
