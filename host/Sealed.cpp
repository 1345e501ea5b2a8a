#include "host/Sealed.h"

#include <algorithm>
#include <charconv>

namespace host {

namespace {

constexpr std::string_view kWord = "sealed ";
constexpr size_t kSealDigits = 16;

uint64_t mixed(uint64_t state) {
  state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
  state = (state ^ (state >> 27)) * 0x94d049bb133111eb;
  return state ^ (state >> 31);
}

uint64_t withText(uint64_t state, std::string_view text) {
  constexpr uint64_t kPrime = 0x100000001b3;
  for (const char c : text) state = (state ^ static_cast<unsigned char>(c)) * kPrime;
  return mixed(state ^ text.size());
}

// The secret is on both sides: a known seal must not help to compute the seal of a longer piece.
uint64_t sealOf(std::string_view piece, uint64_t number, std::string_view secret) {
  return withText(withText(withText(number, secret), piece), secret);
}

// Takes a seal's line from the start of *bytes. Returns false if there is none.
bool takeLine(std::string_view* bytes, size_t* length, uint64_t* seal) {
  if (!bytes->starts_with(kWord)) return false;
  const char* const end = bytes->data() + bytes->size();
  const auto number = std::from_chars(bytes->data() + kWord.size(), end, *length);
  if (number.ec != std::errc() || number.ptr == end || *number.ptr != ' ') return false;
  const auto code = std::from_chars(number.ptr + 1, end, *seal, 16);
  if (code.ec != std::errc() || code.ptr == end || *code.ptr != '\n') return false;
  bytes->remove_prefix(static_cast<size_t>(code.ptr + 1 - bytes->data()));
  return true;
}

}  // namespace

Seal::Line Seal::next(std::string_view piece) {
  Line line;
  char* end = std::copy(kWord.begin(), kWord.end(), line.text);
  end = std::to_chars(end, line.text + sizeof line.text, piece.size()).ptr;
  *end++ = ' ';
  const uint64_t seal = sealOf(piece, pieces_++, secret_);
  for (size_t digit = kSealDigits; digit-- > 0;) {
    *end++ = "0123456789abcdef"[seal >> (4 * digit) & 15];
  }
  *end++ = '\n';
  line.size = static_cast<size_t>(end - line.text);
  return line;
}

std::string unsealed(std::string_view bytes, const std::string& secret) {
  std::string pieces;
  uint64_t number = 0;
  while (true) {
    const size_t place = bytes.find(kWord);
    if (place == std::string_view::npos) return pieces;
    bytes.remove_prefix(place);
    std::string_view rest = bytes;
    size_t length = 0;
    uint64_t seal = 0;
    const bool isSealed = takeLine(&rest, &length, &seal) && length <= rest.size() &&
                          sealOf(rest.substr(0, length), number, secret) == seal;
    if (isSealed) {
      pieces.append(rest.substr(0, length));
      ++number;
      bytes = rest.substr(length);
    } else {
      bytes.remove_prefix(kWord.size());
    }
  }
}

}  // namespace host
