// The CRC-32 of ZIP, gzip and Ethernet (reflected polynomial 0xEDB88320).
#pragma once

#include <cstdint>
#include <string_view>

namespace sim {

class Crc32 {
 public:
  void add(std::string_view bytes);

  // The checksum of all bytes that were added since the start or the last reset().
  uint32_t value() const { return ~state_; }

  void reset() { state_ = kStart; }

 private:
  static constexpr uint32_t kStart = 0xffffffff;

  uint32_t state_ = kStart;
};

// The checksum of `bytes` alone.
uint32_t crc32(std::string_view bytes);

}  // namespace sim
