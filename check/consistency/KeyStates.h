// What a history leaves in the store: which keys must be there at its end, and which must not.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "check/consistency/History.h"

namespace check {

enum class KeyState : uint8_t {
  Live,      // The last write that succeeded was a create or an update, and no delete can follow.
  Deleted,   // The last was a delete, and no write can follow.
  Uncertain  // Depends on writes whose outcome is unknown, or on the order of concurrent ones.
};

// By key. Keys that nobody tried to create are not in it: they must be nowhere.
std::map<std::string, KeyState> keyStates(const std::vector<Operation>& operations);

// By key, for those whose last write may have been a delete: "which was deleted at 303", or "for
// which a delete was called at 303, without success".
std::map<std::string, std::string> deletionTexts(const std::vector<Operation>& operations);

}  // namespace check
