// The messages of the epidemic, and their bytes:
//
//   bytes 0      kind
//         1-4    the sender's id
//         5-8    the tick at which it was sent
//         9-12   the id of the first server that the message has a stamp of
//         13-14  the number of servers, consecutive ids
//         ...    for each, 2 bytes: the age of its stamp at that tick, or kUnknownAge
//         last 4 CRC-32 of all bytes before
//
// Numbers are little-endian. A vector that does not fit a message goes in several.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stores/epidemic/StampVector.h"

namespace epidemic {

enum class Kind : unsigned char {
  Push,      // Stamps that the sender has.
  Announce,  // The sender runs; it has none. Answered by a push.
  Leave      // The sender runs no more; it has none.
};

struct VectorMessage {
  Kind kind = Kind::Push;
  int sender = 0;
  int tick = 0;
  int first = 0;            // Of a push.
  std::vector<int> stamps;  // Of the ids from `first` on; StampVector::kNever: unknown, or too old.
};

// A message without stamps. REQUIRES: sender >= 1; tick >= 0.
std::string encode(Kind kind, int sender, int tick);

// A push, in as many messages of up to `room` bytes as it needs. Empty if not even one stamp fits.
// Aborts if a stamp is later than `tick`. REQUIRES: sender >= 1.
std::vector<std::string> encodePush(const StampVector& stamps, int sender, int tick, size_t room);

// Nothing if the bytes are damaged: wrong checksum, length, kind or id, or a stamp before tick 0.
std::optional<VectorMessage> decode(std::string_view bytes);

// One line for people: "push of servers 1 ... 10, 9 of them known" or "damaged".
std::string describe(const char* data, int size);

}  // namespace epidemic
