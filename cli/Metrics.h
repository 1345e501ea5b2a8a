// --metrics: a run's counts for programs.
#pragma once

#include <string>

#include "sim/Tally.h"

namespace cli {

// A line `name number` each, and the same bytes for the same run: messages_sent,
// store_messages_sent (those of the store's network), operations (the clients' calls),
// operations_succeeded, operations_failed.
std::string metricsText(const sim::Tally& tally);

}  // namespace cli
