#include "sim/Crc32.h"

#include <array>
#include <cstddef>

namespace sim {

namespace {

constexpr size_t kBytesAtOnce = 8;

using Table = std::array<uint32_t, 256>;

// tables[n][b] is the state after the byte b and n zero bytes: eight lookups replace eight steps
// that would wait for each other.
constexpr std::array<Table, kBytesAtOnce> makeTables() {
  std::array<Table, kBytesAtOnce> tables{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t state = byte;
    for (int bit = 0; bit < 8; ++bit) state = state >> 1 ^ ((state & 1) != 0 ? 0xEDB88320U : 0);
    tables[0][byte] = state;
  }
  for (size_t zeros = 1; zeros < kBytesAtOnce; ++zeros) {
    for (size_t byte = 0; byte < 256; ++byte) {
      const uint32_t before = tables[zeros - 1][byte];
      tables[zeros][byte] = before >> 8 ^ tables[0][before & 0xff];
    }
  }
  return tables;
}

constexpr std::array<Table, kBytesAtOnce> kTables = makeTables();

}  // namespace

void Crc32::add(std::string_view bytes) {
  const auto byteAt = [&bytes](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(bytes[i]));
  };
  uint32_t state = state_;
  for (; bytes.size() >= kBytesAtOnce; bytes.remove_prefix(kBytesAtOnce)) {
    state ^= byteAt(0) | byteAt(1) << 8 | byteAt(2) << 16 | byteAt(3) << 24;
    state = kTables[7][state & 0xff] ^ kTables[6][state >> 8 & 0xff] ^
            kTables[5][state >> 16 & 0xff] ^ kTables[4][state >> 24] ^ kTables[3][byteAt(4)] ^
            kTables[2][byteAt(5)] ^ kTables[1][byteAt(6)] ^ kTables[0][byteAt(7)];
  }
  for (size_t i = 0; i < bytes.size(); ++i) {
    state = state >> 8 ^ kTables[0][(state ^ byteAt(i)) & 0xff];
  }
  state_ = state;
}

uint32_t crc32(std::string_view bytes) {
  Crc32 crc;
  crc.add(bytes);
  return crc.value();
}

}  // namespace sim
