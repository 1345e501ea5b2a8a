// A trace as Chrome's trace events in JSON, for https://ui.perfetto.dev and chrome://tracing.
#pragma once

#include <string>

#include "report/Trace.h"

namespace report {

// One track for each peer: its turns are slices, the messages that it sends and receives slices
// within them, joined by flow arrows; all else is an instant. Operations are asynchronous slices on
// the tracks of their clients, with the answers as instants; faults are asynchronous slices on a
// track of their own. A tick takes a millisecond, in which events stand in their order.
std::string perfettoJson(const Trace& trace);

}  // namespace report
