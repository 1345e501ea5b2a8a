// A 64-bit fingerprint of a run's whole event stream: two runs with equal digests did the same.
//
// Independent of the compiler, of optimisation and of addresses in memory: it hashes field by
// field, never a struct's bytes, and never a message's content (a submission may send pointers).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/EventStream.h"

namespace sim {

class Digest : public Sink {
 public:
  void onEvent(const Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  uint64_t value() const { return state_; }

 private:
  void addWord(uint64_t word);
  void addText(std::string_view text);
  void addBytes(std::string_view text);

  uint64_t state_ = 0x243f6a8885a308d3;  // Any odd-looking constant: the digits of pi.
};

inline constexpr size_t kDigestDigits = 16;

// kDigestDigits lower-case hexadecimal digits.
std::string digestText(uint64_t digest);

// The digest of a text, in the same digits.
std::string digestOf(std::string_view text);

}  // namespace sim
