#include "lab/WhatIf.h"

#include <iterator>

#include "host/Words.h"

namespace lab {

namespace {

// In the order of the enum.
constexpr const char* kNames[] = {"own-entry",       "noticed-changes", "complete-lists",
                                  "early-failures",  "spread-failures", "right-failures",
                                  "outside-clients", "no-limits",       "copies",
                                  "honest-stamps",   "fresh-stamps"};
static_assert(std::size(kNames) == kWhatIfCount);

// A bit each.
uint32_t supposed = 0;

uint32_t bitOf(WhatIf what) { return uint32_t{1} << static_cast<unsigned>(what); }

}  // namespace

bool readWhatIf(const std::string& name, WhatIf* what) {
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (name != kNames[i]) continue;
    *what = static_cast<WhatIf>(i);
    return true;
  }
  return false;
}

const char* whatIfName(WhatIf what) { return kNames[static_cast<size_t>(what)]; }

std::string whatIfNames() {
  return host::joined({std::begin(kNames), std::end(kNames)}, ", ", " or ");
}

void suppose(WhatIf what) { supposed |= bitOf(what); }

bool isSupposed(WhatIf what) { return (supposed & bitOf(what)) != 0; }

}  // namespace lab
