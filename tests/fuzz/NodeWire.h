// What the two wire targets share: one peer that gets bytes from the network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "../../EmulNet.h"
#include "../../Endpoints.h"
#include "../../Log.h"
#include "../../Params.h"

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

// The input in two parts: which bits of a valid message are flipped (two bytes each), or, without
// one, the raw message itself.
inline std::string damagedCopy(std::string message, const uint8_t* data, size_t size) {
  for (size_t i = 0; i + 1 < size && i < 16; i += 2) {
    const size_t bit = (data[i] | size_t{data[i + 1]} << 8) % (8 * message.size());
    message[bit / 8] = static_cast<char>(message[bit / 8] ^ 1 << bit % 8);
  }
  return message;
}
