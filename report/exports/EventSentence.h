// What an event was, in one sentence, for a reader.
#pragma once

#include <string>
#include <string_view>

#include "report/Trace.h"

namespace report {

// "peer 2 sends s1 to peer 1: CREATE apple red". Printable ASCII, without a full stop.
std::string sentenceOf(const Trace& trace, Index event);

// What changed: "peer 1 holds red under apple, in table 0".
std::string sentenceOf(const Trace& trace, const Change& change);

// "peer 3", or the address if it is no peer's: "9:4".
std::string nameIn(const Trace& trace, const sim::Endpoint& address);

// What the message says; once a fault has flipped bits of it, what it says then. Cut if it is
// long; "" if it was not recorded.
std::string messageText(const Trace& trace, const Message& message, bool isCorrupted);

// A text as check::printable() shows it, cut if it is long.
std::string shortText(std::string_view text);

// "read apple", "create apple = red".
std::string callText(const Trace& trace, sim::Operation kind, Index key, std::string_view value);

}  // namespace report
