// Numbers as bytes, the lowest byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sim {

// Appends the low `width` bytes of the number, at most eight.
inline void appendLittleEndian(uint64_t number, size_t width, std::string* bytes) {
  for (size_t i = 0; i < width; ++i) *bytes += static_cast<char>(number >> (8 * i) & 0xff);
}

// The number that all of the bytes are, at most eight.
inline uint64_t littleEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    number |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return number;
}

}  // namespace sim
