// What a run supposes to be otherwise than it is: one thing is changed, and all else stays. A run
// that then passes its test shows what it had failed for (grading/explain/Causes.h).
//
// Nothing is supposed by default. Who asks is the framework, where the thing is done.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace lab {

enum class WhatIf : uint8_t {
  OwnEntry,        // Each peer's list has an entry of its own while updateRing reads it.
  NoticedChanges,  // Whenever a list has changed, updateRing first sees it without the ring's
                   // first.
  CompleteLists,   // Each list has just the live peers while updateRing reads it.
  EarlyFailures,   // In the read and update tests peers fail 40 ticks earlier.
  SpreadFailures,  // Of the two that fail at once, one does so 25 ticks earlier.
  RightFailures,   // Those fail that are the key's replicas, whatever findNodes says.
  OutsideClients,  // No client calls a replica of its key.
  NoLimits,        // No message is too large, and no queue is full.
  Copies,          // Each of the tests' keys is on all its replicas.
  HonestStamps,    // A timestamp in a list stays old if the heartbeat has not grown.
  FreshStamps      // The entries of live peers are never old.
};
inline constexpr size_t kWhatIfCount = static_cast<size_t>(WhatIf::FreshStamps) + 1;

// `own-entry`, say. False, with *what as before, for a name that is none.
bool readWhatIf(const std::string& name, WhatIf* what);
const char* whatIfName(WhatIf what);
// All names, as a message lists them.
std::string whatIfNames();

// For this process, from now on.
void suppose(WhatIf what);
bool isSupposed(WhatIf what);

}  // namespace lab
