// The story of an operation or a key, as text for a terminal.
#pragma once

#include <optional>
#include <string>

#include "report/Trace.h"

namespace report {

// One line for each event, with a column for each peer that takes part: where it happened, an arrow
// for each message that is sent, and a sentence. `subject` is a key, or the number of an operation,
// if no key has that name. Returns nothing, with the reason and what is allowed in *error, if it is
// neither.
std::optional<std::string> storyText(const Trace& trace, const std::string& subject,
                                     std::string* error);

}  // namespace report
