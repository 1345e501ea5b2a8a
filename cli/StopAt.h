// The value of --stop-at: the call into a peer's code before which a debugger stops (StopPoint.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/StopPoint.h"

namespace cli {

// For OptionSpec::allowed.
inline constexpr char kStopAtAllowed[] =
    "a tick, TICK:PEER or TICK:PEER:CALL, such as 225:4:recvLoop,";

// Accepts TICK, TICK:PEER and TICK:PEER:CALL. Returns false, and leaves *point unchanged, for any
// other text.
bool readStopAt(const std::string& text, std::optional<host::StopPoint>* point);

// What is wrong with the point in a run of `peers` peers, whose code is entered by `calls`
// (peerCalls() of Simulation.h), in a line.
std::optional<std::string> checkStopAt(const host::StopPoint& point, int peers,
                                       const std::vector<std::string>& calls);

// What to say after a run of `ticks` ticks in which no such call was made.
std::string stopNotReached(const host::StopPoint& point, int ticks);

}  // namespace cli
