// Numbers as bytes, big-endian, checksums, and bytes as hexadecimal digits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace twophase {

void put32(uint32_t number, std::string* bytes);
void put64(uint64_t number, std::string* bytes);

// Removes the number from the beginning. REQUIRES: as many bytes are there.
uint32_t take32(std::string_view* bytes);
uint64_t take64(std::string_view* bytes);

// FNV-1a in 64 bits: each step is a permutation, so that one wrong byte is always noticed. `start`
// is what the checksum also depends on.
uint64_t checksumOf(std::string_view bytes, uint64_t start = 0);

std::string hexText(std::string_view bytes);
// False: these are no hexadecimal digits, two for each byte.
bool readHex(std::string_view digits, std::string* bytes);

}  // namespace twophase
