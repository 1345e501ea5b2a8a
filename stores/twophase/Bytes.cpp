#include "stores/twophase/Bytes.h"

#include "host/Check.h"

namespace twophase {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

void put(uint64_t number, int bytesLeft, std::string* bytes) {
  while (bytesLeft-- > 0) *bytes += static_cast<char>(number >> 8 * bytesLeft & 0xff);
}

uint64_t take(size_t count, std::string_view* bytes) {
  CHECK(bytes->size() >= count);
  uint64_t number = 0;
  for (const char c : bytes->substr(0, count)) number = number << 8 | static_cast<unsigned char>(c);
  bytes->remove_prefix(count);
  return number;
}

}  // namespace

void put32(uint32_t number, std::string* bytes) { put(number, 4, bytes); }

void put64(uint64_t number, std::string* bytes) { put(number, 8, bytes); }

uint32_t take32(std::string_view* bytes) { return static_cast<uint32_t>(take(4, bytes)); }

uint64_t take64(std::string_view* bytes) { return take(8, bytes); }

uint64_t checksumOf(std::string_view bytes, uint64_t start) {
  uint64_t hash = 0xcbf29ce484222325 ^ start;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string hexText(std::string_view bytes) {
  std::string digits;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    digits += kDigits[byte >> 4];
    digits += kDigits[byte & 15];
  }
  return digits;
}

bool readHex(std::string_view digits, std::string* bytes) {
  if (digits.size() % 2 != 0) return false;
  bytes->clear();
  for (size_t i = 0; i < digits.size(); i += 2) {
    const size_t high = kDigits.find(digits[i]);
    const size_t low = kDigits.find(digits[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return false;
    *bytes += static_cast<char>(high << 4 | low);
  }
  return true;
}

}  // namespace twophase
