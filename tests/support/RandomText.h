// Texts for tests of parsers: short, and made mostly of what the course's text forms are made of,
// so that many are nearly well-formed.
#ifndef TESTS_RANDOMTEXT_H_
#define TESTS_RANDOMTEXT_H_

#include <stdint.h>
#include <string>

// Always the same sequence of texts.
class RandomText {
 public:
  std::string next() {
    std::string text;
    for (uint32_t left = below(24); left > 0; --left) text += nextByte();
    return text;
  }

 private:
  char nextByte() {
    const uint32_t kind = below(10);
    if (kind < 4) return ':';
    if (kind < 8) return static_cast<char>('0' + below(10));
    if (kind < 9) return '-';
    return static_cast<char>(below(256));
  }

  // 0 ... bound-1, from a linear congruential generator's upper bits (Knuth's constants).
  uint32_t below(uint32_t bound) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>(state_ >> 33) % bound;
  }

  uint64_t state_ = 1;
};

const int kRandomTexts = 100000;

#endif  // TESTS_RANDOMTEXT_H_
