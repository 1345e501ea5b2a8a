// Reads one JSON value from any bytes, and refuses what RFC 8259 does not allow. What that leaves
// to implementations: the bytes of strings need not be UTF-8; half of a surrogate pair in escapes
// is refused; numbers may be of any size; of members with the same name, Datum::find() gives the
// first; values are nested to kDeepestDatum at most.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "notation/Datum.h"

namespace notation {

// Returns nothing, with what is wrong in *problem, if the text is not one value.
std::optional<Datum> readJson(std::string_view text, std::string* problem);

}  // namespace notation
