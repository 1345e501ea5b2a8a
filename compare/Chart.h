// The comparison as a picture: a field for each design under each class of faults.
#pragma once

#include <string>

#include "compare/Comparison.h"

namespace compare {

// An SVG. A field's colour is the weakest level that a run held; outside the limits its frame is
// dashed. Texts are escaped.
std::string chartOf(const Comparison& comparison);

}  // namespace compare
