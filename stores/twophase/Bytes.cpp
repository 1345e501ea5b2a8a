#include "stores/twophase/Bytes.h"

#include "host/Check.h"
#include "sim/LittleEndian.h"

namespace twophase {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

}  // namespace

uint64_t take(size_t width, std::string_view* bytes) {
  CHECK(bytes->size() >= width);
  const uint64_t number = sim::littleEndian(bytes->substr(0, width));
  bytes->remove_prefix(width);
  return number;
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
