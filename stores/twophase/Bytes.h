// What frames and journals are read and written by, besides sim/LittleEndian.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace twophase {

// Removes a number of `width` bytes, at most eight, the lowest first, from the beginning. REQUIRES:
// as many bytes are there.
uint64_t take(size_t width, std::string_view* bytes);

std::string hexText(std::string_view bytes);
// False: these are no hexadecimal digits, two for each byte.
bool readHex(std::string_view digits, std::string* bytes);

}  // namespace twophase
