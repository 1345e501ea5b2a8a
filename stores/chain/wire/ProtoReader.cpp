#include "stores/chain/wire/ProtoReader.h"

#include <cstddef>

#include "sim/LittleEndian.h"

namespace chain::wire {

bool ProtoReader::next(ProtoField* field) {
  if (isMalformed_ || rest_.empty()) return false;
  *field = ProtoField();
  isMalformed_ = !readTag(field) || !readValue(field);
  return !isMalformed_;
}

bool ProtoReader::readTag(ProtoField* field) {
  uint64_t tag = 0;
  if (!readVarint(&tag)) return false;
  const uint64_t number = tag >> 3;
  if (number < 1 || number > kMaxFieldNumber) return false;
  field->number = static_cast<uint32_t>(number);
  field->type = static_cast<WireType>(tag & 7);
  return true;
}

bool ProtoReader::readValue(ProtoField* field) {
  switch (field->type) {
    case WireType::Varint: return readVarint(&field->value);
    case WireType::Fixed64: return readFixed(8, &field->value);
    case WireType::Fixed32: return readFixed(4, &field->value);
    case WireType::Bytes: return readBytes(&field->bytes);
  }
  return false;
}

// At most ten bytes; the tenth has the 64th bit alone.
bool ProtoReader::readVarint(uint64_t* value) {
  *value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) return false;
    const unsigned char byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    if (shift == 63 && byte > 1) return false;
    *value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return true;
  }
  return false;
}

bool ProtoReader::readFixed(size_t width, uint64_t* value) {
  if (rest_.size() < width) return false;
  *value = sim::littleEndian(rest_.substr(0, width));
  rest_.remove_prefix(width);
  return true;
}

bool ProtoReader::readBytes(std::string_view* bytes) {
  uint64_t size = 0;
  if (!readVarint(&size) || size > rest_.size()) return false;
  *bytes = rest_.substr(0, static_cast<size_t>(size));
  rest_.remove_prefix(static_cast<size_t>(size));
  return true;
}

}  // namespace chain::wire
