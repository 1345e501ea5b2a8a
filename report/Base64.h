// Base64 (RFC 4648, 4).
#pragma once

#include <string>
#include <string_view>

namespace report {

// In one line, with `=` at the end.
std::string base64(std::string_view bytes);

}  // namespace report
