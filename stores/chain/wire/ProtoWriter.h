// Writes the fields of a message in the wire format of protocol buffers.
// (Protocol Buffers, "Encoding": a field is a tag, number * 8 + wire type, and then its value.)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chain::wire {

enum class WireType : unsigned char { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

constexpr uint32_t kMaxFieldNumber = (1U << 29) - 1;

class ProtoWriter {
 public:
  // `field`: 1 … kMaxFieldNumber, a duty of the caller.
  void addVarint(uint32_t field, uint64_t value);
  // int32 and int64: a negative number takes ten bytes, as the format demands.
  void addSigned(uint32_t field, int64_t value) { addVarint(field, static_cast<uint64_t>(value)); }
  void addFixed64(uint32_t field, uint64_t value);
  void addBytes(uint32_t field, std::string_view value);

  const std::string& bytes() const { return bytes_; }

 private:
  void tag(uint32_t field, WireType type);
  void varint(uint64_t value);

  std::string bytes_;
};

}  // namespace chain::wire
