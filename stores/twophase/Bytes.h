// Helpers for reading and writing frames and journals; sim/LittleEndian.h has the others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace twophase {

// Removes a little-endian number of `width` bytes (at most 8) from the front of *bytes.
// REQUIRES: bytes->size() >= width.
uint64_t take(size_t width, std::string_view* bytes);

std::string hexText(std::string_view bytes);
// Returns false if `digits` is not pairs of hexadecimal digits.
bool readHex(std::string_view digits, std::string* bytes);

}  // namespace twophase
