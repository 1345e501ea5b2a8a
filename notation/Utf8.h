// Characters that are written as their numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace notation {

// Appends the character in UTF-8. Half of a surrogate pair is written like any other. REQUIRES: the
// number is at most 0x10ffff.
inline void appendUtf8(uint32_t code, std::string* text) {
  const auto add = [text](uint32_t byte) { *text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xc0 | code >> 6);
    add(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    add(0xe0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3f));
    add(0x80 | (code & 0x3f));
  } else {
    add(0xf0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3f));
    add(0x80 | (code >> 6 & 0x3f));
    add(0x80 | (code & 0x3f));
  }
}

// The number of four hexadecimal digits; nothing for other text.
inline std::optional<uint32_t> hexCode(std::string_view digits) {
  if (digits.size() != 4) return std::nullopt;
  uint32_t code = 0;
  for (const char digit : digits) {
    constexpr std::string_view kLower = "0123456789abcdef";
    constexpr std::string_view kUpper = "0123456789ABCDEF";
    size_t value = kLower.find(digit);
    if (value == std::string_view::npos) value = kUpper.find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    code = code << 4 | static_cast<uint32_t>(value);
  }
  return code;
}

}  // namespace notation
