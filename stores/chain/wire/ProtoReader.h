// Reads the fields of a message in the wire format of protocol buffers. Any bytes may be read:
// nothing beyond them is looked at, and nothing is thrown.
#pragma once

#include <cstdint>
#include <string_view>

#include "stores/chain/wire/ProtoWriter.h"

namespace chain::wire {

struct ProtoField {
  uint32_t number = 0;
  WireType type = WireType::Varint;
  uint64_t value = 0;      // Of Varint, Fixed64 and Fixed32.
  std::string_view bytes;  // Of Bytes: a part of what is read.
};

class ProtoReader {
 public:
  // Borrows the bytes.
  explicit ProtoReader(std::string_view bytes) : rest_(bytes) {}

  // Reads the next field. False at the end, and if the rest is malformed: see isMalformed(). The
  // deprecated groups (wire types 3 and 4) count as malformed.
  bool next(ProtoField* field);

  bool isMalformed() const { return isMalformed_; }

 private:
  bool readTag(ProtoField* field);
  bool readValue(ProtoField* field);
  bool readVarint(uint64_t* value);
  bool readFixed(size_t width, uint64_t* value);
  bool readBytes(std::string_view* bytes);

  std::string_view rest_;
  bool isMalformed_ = false;
};

}  // namespace chain::wire
