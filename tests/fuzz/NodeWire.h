// What the two wire targets share: one peer that gets bytes from the network.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "EmulNet.h"
#include "Endpoints.h"
#include "Log.h"
#include "Params.h"

struct FuzzedPeer {
  FuzzedPeer() : net(&params), log(&params) { net.ENinit(&address, 0); }

  // As another peer would send it. False if it is too long for the network.
  bool deliver(std::string bytes) {
    Address from = addressOf({2, 0});
    return net.ENsend(&from, &address, bytes.data(), static_cast<int>(bytes.size())) > 0;
  }

  // What was sent to it last.
  std::string receive() {
    std::string message;
    net.ENrecv(
        &address,
        [](void* to, char* buffer, int size) {
          static_cast<std::string*>(to)->assign(buffer, static_cast<size_t>(size));
          free(buffer);
          return 0;
        },
        nullptr, 1, &message);
    return message;
  }

  Params params;
  EmulNet net;
  Log log;
  Member member;
  Address address;
};

// ---- The checksums of docs/wire.md, of all that stands before them. A random message hardly ever
// has a right one, and what is behind the checksum would never be reached.

inline uint64_t mixed(uint64_t number) {
  number *= 0xff51afd7ed558ccd;
  number ^= number >> 32;
  number *= 0xc4ceb9fe1a85ec53;
  return number ^ number >> 32;
}

// The first byte is the lowest.
inline uint64_t eightBytes(const std::string& bytes, size_t at) {
  uint64_t number = 0;
  for (size_t i = 8; i-- > 0;) number = number << 8 | static_cast<uint8_t>(bytes[at + i]);
  return number;
}

constexpr uint64_t kChecksumStart = 0x9e3779b97f4a7c15;
constexpr size_t kChecksumBytes = 4;

inline std::string withNumber(std::string bytes, uint32_t number) {
  for (size_t i = 0; i < kChecksumBytes; ++i) bytes += static_cast<char>(number >> (8 * i));
  return bytes;
}

// `bytes` and MP1Node's checksum.
inline std::string sealedAsMembership(const std::string& bytes) {
  uint64_t lanes[4];
  for (uint64_t i = 0; i < 4; ++i) lanes[i] = (kChecksumStart ^ bytes.size()) + i;
  size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    for (size_t i = 0; i < 4; ++i) {
      lanes[i] = mixed(lanes[i] ^ mixed(eightBytes(bytes, at + 8 * i)));
    }
  }
  uint64_t hash = mixed(lanes[3]);
  for (size_t i = 3; i-- > 0;) hash = mixed(lanes[i] ^ hash);
  for (; at + 8 <= bytes.size(); at += 8) hash = mixed(hash ^ mixed(eightBytes(bytes, at)));
  uint64_t rest = 0;
  for (; at < bytes.size(); ++at) rest = rest << 8 | static_cast<uint8_t>(bytes[at]);
  return withNumber(bytes, static_cast<uint32_t>(mixed(hash ^ mixed(rest))));
}

// `bytes` and MP2Node's checksum.
inline std::string sealedAsStore(const std::string& bytes) {
  uint64_t hash = kChecksumStart ^ bytes.size();
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) hash = mixed(hash ^ mixed(eightBytes(bytes, at)));
  for (; at < bytes.size(); ++at) hash = mixed(hash ^ static_cast<uint8_t>(bytes[at]));
  return withNumber(bytes, static_cast<uint32_t>(hash));
}

// The nodes' own messages show whether these are their checksums.
inline void requireSealed(const std::string& message, std::string (*seal)(const std::string&)) {
  if (message == seal(message.substr(0, message.size() - kChecksumBytes))) return;
  fprintf(stderr, "ERROR: the checksum here is not that of the node\n");
  abort();
}

// Cuts the input into messages, each after a byte that has its length.
inline std::vector<std::string> messagesIn(const uint8_t* data, size_t size) {
  std::vector<std::string> messages;
  for (size_t at = 0; at < size;) {
    const size_t length = std::min<size_t>(data[at], size - at - 1);
    messages.emplace_back(reinterpret_cast<const char*>(data + at + 1), length);
    at += 1 + length;
  }
  return messages;
}

// The input in two parts: which bits of a valid message are flipped (two bytes each), or, without
// one, the raw message itself.
inline std::string damagedCopy(std::string message, const uint8_t* data, size_t size) {
  for (size_t i = 0; i + 1 < size && i < 16; i += 2) {
    const size_t bit = (data[i] | size_t{data[i + 1]} << 8) % (8 * message.size());
    message[bit / 8] = static_cast<char>(message[bit / 8] ^ 1 << bit % 8);
  }
  return message;
}
