// Huffman codes as Deflate has them (RFC 1951, 3.2.2): given by the lengths of their words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace report {

class HuffmanCode {
 public:
  // The best code for symbols that occur so often, or nearly the best if it would have words of
  // more than `maxBits`. A symbol that does not occur gets no word. A single symbol that occurs
  // gets a word of one bit. The same frequencies give the same code.
  HuffmanCode(const std::vector<uint32_t>& frequencies, int maxBits);

  // In bits; 0 = the symbol has no word.
  int length(int symbol) const { return lengths_[static_cast<size_t>(symbol)]; }

  // The word, its first bit lowest, as Deflate writes it.
  uint32_t word(int symbol) const { return words_[static_cast<size_t>(symbol)]; }

  // The number of symbols up to the last one that has a word, but at least `least`.
  int usedSymbols(int least) const;

 private:
  std::vector<uint8_t> lengths_;
  std::vector<uint16_t> words_;
};

}  // namespace report
