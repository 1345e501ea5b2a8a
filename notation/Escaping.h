// Text and numbers in the notations of the formats. Accepts any bytes, because a log holds what a
// submission wrote. The results are valid UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace notation {

// Returns `text` with U+FFFD in place of each byte that is not part of a character.
std::string validUtf8(std::string_view text);

// A JSON string, with its quotes (RFC 8259).
std::string jsonString(std::string_view text);

// Escapes XML text and attributes in double quotes. Characters that XML 1.0 cannot hold, not even
// as references, become U+FFFD.
std::string xmlText(std::string_view text);

// One field of a CSV row (RFC 4180), in quotes if it needs them.
std::string csvField(std::string_view text);

// Rounds to at most `places` decimals, without trailing zeros: 4.5, 90, 0.67.
std::string decimalText(double number, int places);

}  // namespace notation
