#include "sim/Digest.h"

#include <cstdio>

namespace sim {

namespace {

uint64_t pack(const Endpoint& endpoint) {
  return uint64_t{static_cast<uint32_t>(endpoint.id)} << 16 | static_cast<uint16_t>(endpoint.port);
}

}  // namespace

void Digest::addWord(uint64_t word) {
  state_ = (state_ ^ word) * 0x9e3779b97f4a7c15;
  state_ ^= state_ >> 32;
}

// Small, so that it costs no call: most texts are empty, and a large run has a hundred million
// members joined.
void Digest::addText(std::string_view text) {
  // The length goes first, so that moving a byte from one field to the next shows.
  addWord(text.size());
  if (!text.empty()) addBytes(text);
}

void Digest::addBytes(std::string_view text) {
  for (size_t at = 0; at < text.size(); at += 8) {
    uint64_t word = 0;
    for (size_t i = at; i < text.size() && i < at + 8; ++i) {
      word = word << 8 | static_cast<unsigned char>(text[i]);
    }
    addWord(word);
  }
}

void Digest::onEvent(const Event& event) {
  addWord(uint64_t{static_cast<uint8_t>(event.kind)} << 32 | static_cast<uint32_t>(event.tick));
  addWord(pack(event.node));
  addWord(pack(event.other));
  if (event.isLoggedAsAnother) addWord(pack(event.loggedAs));
  if (isNetworkEvent(event.kind)) {
    addWord(uint64_t{static_cast<uint8_t>(event.network)} << 40 |
            uint64_t{static_cast<uint8_t>(event.cause)} << 32 |
            static_cast<uint32_t>(event.sizeBytes));
    return;
  }
  addWord(uint64_t{static_cast<uint8_t>(event.operation)} << 40 |
          uint64_t{event.success ? 1u : 0u} << 32 | static_cast<uint32_t>(event.transId));
  if (event.client != 0) addWord(static_cast<uint32_t>(event.client));
  addText(event.key);
  addText(event.value);
  addText(event.text);
}

std::string digestText(uint64_t digest) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(digest));
  return text;
}

std::string digestOf(std::string_view text) {
  Digest digest;
  Event note;
  note.text = text;
  digest.onEvent(note);
  return digestText(digest.value());
}

}  // namespace sim
