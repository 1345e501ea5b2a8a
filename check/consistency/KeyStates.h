// The state in which a history leaves each key at its end: present, absent, or uncertain.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "check/consistency/History.h"

namespace check {

enum class KeyState : uint8_t {
  Live,      // The last successful write was a create or an update, and no delete can follow.
  Deleted,   // The last successful write was a delete, and no write can follow.
  Uncertain  // Depends on writes whose outcome is unknown, or on the order of concurrent ones.
};

// By key. A key that no call tried to create is not in it: it must be absent everywhere.
std::map<std::string, KeyState> keyStates(const std::vector<Operation>& operations);

// By key, for those whose last write may have been a delete, a clause: "which was deleted at 303",
// or "for which a delete was called at 303, without success".
std::map<std::string, std::string> deletionTexts(const std::vector<Operation>& operations);

}  // namespace check
