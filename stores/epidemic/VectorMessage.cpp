#include "stores/epidemic/VectorMessage.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "host/Check.h"
#include "sim/Crc32.h"
#include "sim/LittleEndian.h"

namespace epidemic {

namespace {

constexpr size_t kHeadBytes = 15;
constexpr size_t kAgeBytes = 2;
constexpr size_t kChecksumBytes = 4;
constexpr uint32_t kUnknownAge = 0xffff;
constexpr size_t kMaxServersPerMessage = 0xffff;

uint32_t numberAt(std::string_view bytes, size_t offset, size_t width) {
  return static_cast<uint32_t>(sim::littleEndian(bytes.substr(offset, width)));
}

std::string head(Kind kind, int sender, int tick, int first, size_t count) {
  std::string bytes;
  bytes.reserve(kHeadBytes + count * kAgeBytes + kChecksumBytes);
  sim::appendLittleEndian(static_cast<uint32_t>(kind), 1, &bytes);
  sim::appendLittleEndian(static_cast<uint32_t>(sender), 4, &bytes);
  sim::appendLittleEndian(static_cast<uint32_t>(tick), 4, &bytes);
  sim::appendLittleEndian(static_cast<uint32_t>(first), 4, &bytes);
  sim::appendLittleEndian(count, 2, &bytes);
  return bytes;
}

std::string sealed(std::string bytes) {
  sim::appendLittleEndian(sim::crc32(bytes), kChecksumBytes, &bytes);
  return bytes;
}

uint32_t ageOf(int stamp, int tick) {
  if (stamp == StampVector::kNever) return kUnknownAge;
  CHECK(stamp <= tick);
  return std::min(static_cast<uint32_t>(tick - stamp), kUnknownAge);
}

bool isNumber(uint32_t number) {
  return number <= static_cast<uint32_t>(std::numeric_limits<int>::max());
}

bool isIntact(std::string_view bytes) {
  if (bytes.size() < kHeadBytes + kChecksumBytes) return false;
  const size_t end = bytes.size() - kChecksumBytes;
  return numberAt(bytes, end, kChecksumBytes) == sim::crc32(bytes.substr(0, end)) &&
         end == kHeadBytes + kAgeBytes * numberAt(bytes, 13, 2);
}

}  // namespace

std::string encode(Kind kind, int sender, int tick) {
  CHECK(sender >= 1);
  CHECK(tick >= 0);
  return sealed(head(kind, sender, tick, 0, 0));
}

std::vector<std::string> encodePush(const StampVector& stamps, int sender, int tick, size_t room) {
  CHECK(sender >= 1);
  std::vector<std::string> parts;
  if (room < kHeadBytes + kAgeBytes + kChecksumBytes) return parts;
  const int capacity = static_cast<int>(
      std::min(kMaxServersPerMessage, (room - kHeadBytes - kChecksumBytes) / kAgeBytes));
  for (int first = 1; first <= stamps.servers(); first += capacity) {
    const int count = std::min(capacity, stamps.servers() - first + 1);
    std::string bytes = head(Kind::Push, sender, tick, first, static_cast<size_t>(count));
    for (int id = first; id < first + count; ++id) {
      sim::appendLittleEndian(ageOf(stamps.stamp(id), tick), kAgeBytes, &bytes);
    }
    parts.push_back(sealed(std::move(bytes)));
  }
  return parts;
}

std::optional<VectorMessage> decode(std::string_view bytes) {
  if (!isIntact(bytes)) return std::nullopt;
  const uint32_t kind = numberAt(bytes, 0, 1);
  const uint32_t sender = numberAt(bytes, 1, 4);
  const uint32_t tick = numberAt(bytes, 5, 4);
  const uint32_t first = numberAt(bytes, 9, 4);
  const uint32_t count = numberAt(bytes, 13, 2);
  if (kind > static_cast<uint32_t>(Kind::Leave) || sender == 0 || !isNumber(sender) ||
      !isNumber(tick) || !isNumber(first) || !isNumber(first + count) ||
      (first == 0) != (count == 0)) {
    return std::nullopt;
  }
  VectorMessage message;
  message.kind = static_cast<Kind>(kind);
  message.sender = static_cast<int>(sender);
  message.tick = static_cast<int>(tick);
  message.first = static_cast<int>(first);
  message.stamps.reserve(count);
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t age = numberAt(bytes, kHeadBytes + i * kAgeBytes, kAgeBytes);
    if (age != kUnknownAge && age > tick) return std::nullopt;
    message.stamps.push_back(age == kUnknownAge ? StampVector::kNever
                                                : static_cast<int>(tick - age));
  }
  return message;
}

std::string describe(const char* data, int size) {
  const std::optional<VectorMessage> message =
      decode(std::string_view(data, static_cast<size_t>(std::max(0, size))));
  if (!message) return "damaged";
  if (message->kind == Kind::Announce) return "announces that the sender runs";
  if (message->kind == Kind::Leave) return "the sender leaves";
  const auto known = std::count_if(message->stamps.begin(), message->stamps.end(),
                                   [](int stamp) { return stamp != StampVector::kNever; });
  const int last = message->first + static_cast<int>(message->stamps.size()) - 1;
  return "push of servers " + std::to_string(message->first) + " ... " + std::to_string(last) +
         ", " + std::to_string(known) + " of them known";
}

}  // namespace epidemic
