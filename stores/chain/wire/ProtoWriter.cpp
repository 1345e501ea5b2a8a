#include "stores/chain/wire/ProtoWriter.h"

#include "sim/LittleEndian.h"

namespace chain::wire {

void ProtoWriter::addVarint(uint32_t field, uint64_t value) {
  tag(field, WireType::Varint);
  varint(value);
}

void ProtoWriter::addFixed64(uint32_t field, uint64_t value) {
  tag(field, WireType::Fixed64);
  sim::appendLittleEndian(value, sizeof value, &bytes_);
}

void ProtoWriter::addBytes(uint32_t field, std::string_view value) {
  tag(field, WireType::Bytes);
  varint(value.size());
  bytes_ += value;
}

void ProtoWriter::tag(uint32_t field, WireType type) {
  varint(static_cast<uint64_t>(field) << 3 | static_cast<uint64_t>(type));
}

void ProtoWriter::varint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>((value & 0x7f) | 0x80);
  bytes_ += static_cast<char>(value);
}

}  // namespace chain::wire
