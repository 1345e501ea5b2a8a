// A table of what happened in each tick, for spreadsheets and plots.
#pragma once

#include <string>

#include "report/Trace.h"

namespace report {

// CSV (RFC 4180) with a line of names and one row for each tick of the run:
//   tick                the tick
//   calls               calls of clients
//   ok, absent, failed  operations that ended in it, by their outcome
//   latency_mean, latency_max   of those, in ticks; "" if there are none
//   up                  peers that run at its end, the paused ones with them
//   faults              faults of the schedule that last at its end
//   membership_sent, _delivered, _lost, _bytes, and the same with store_: messages of the network;
//                       bytes are those of sent messages, and refused messages are not sent
std::string timelineCsv(const Trace& trace);

}  // namespace report
