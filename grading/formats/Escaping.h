// Text and numbers in the notations of the formats. Any bytes may come in: a log holds what a
// submission wrote. What comes out is valid UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace grading {

// `text`, with U+FFFD in place of each byte that is part of no character.
std::string validUtf8(std::string_view text);

// A JSON string, with its quotes (RFC 8259).
std::string jsonString(std::string_view text);

// For XML's text and for attributes in double quotes. Characters that XML 1.0 cannot hold, even as
// references, become U+FFFD.
std::string xmlText(std::string_view text);

// One field of a CSV row (RFC 4180): in quotes if it has to be.
std::string csvField(std::string_view text);

// Rounded to so many places at most, without needless zeros: 4.5, 90, 0.67.
std::string decimalText(double number, int places);

}  // namespace grading
