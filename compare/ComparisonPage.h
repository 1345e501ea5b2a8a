// The page of a comparison: one file, without scripts.
#pragma once

#include <string>
#include <vector>

#include "compare/Table.h"

namespace compare {

// `chart` is an SVG, and goes into the page as it is.
std::string pageOf(const std::string& chart, const std::vector<Table>& tables);

}  // namespace compare
