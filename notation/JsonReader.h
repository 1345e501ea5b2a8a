// Reads one JSON value (RFC 8259) from any bytes. The bytes of strings are not looked at: they need
// not be UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "notation/Datum.h"

namespace notation {

// Returns nothing, with what is wrong in *problem, if the text is not one value.
std::optional<Datum> readJson(std::string_view text, std::string* problem);

}  // namespace notation
