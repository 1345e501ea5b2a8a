#include "grading/intake/Inflate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace grading {

namespace {

constexpr int kMaxCodeBits = 15;
constexpr int kLengthSymbols = 286;  // 256 literals, the end, and 29 lengths.
constexpr int kDistanceSymbols = 30;
constexpr int kEndOfBlock = 256;

// Reads bits from the lowest of each byte up. Past the end it returns zeros, and remembers that.
class BitReader {
 public:
  explicit BitReader(std::string_view data) : data_(data) {}

  unsigned bits(int count) {
    unsigned value = 0;
    for (int i = 0; i < count; ++i) value |= bit() << i;
    return value;
  }

  unsigned bit() {
    if (byte_ >= data_.size()) {
      overrun_ = true;
      return 0;
    }
    const auto byte = static_cast<unsigned char>(data_[byte_]);
    const unsigned value = byte >> bit_ & 1U;
    if (++bit_ == 8) {
      bit_ = 0;
      ++byte_;
    }
    return value;
  }

  void skipToByte() {
    if (bit_ > 0) ++byte_;
    bit_ = 0;
  }

  // Reads whole bytes. REQUIRES: skipToByte() was called last.
  std::string_view bytes(size_t count) {
    if (count > data_.size() - byte_) {
      overrun_ = true;
      return {};
    }
    byte_ += count;
    return data_.substr(byte_ - count, count);
  }

  bool overrun() const { return overrun_; }
  size_t bytesUsed() const { return byte_ + (bit_ > 0 ? 1 : 0); }

 private:
  const std::string_view data_;
  size_t byte_ = 0;
  int bit_ = 0;
  bool overrun_ = false;
};

// A canonical Huffman code, decoded bit by bit; source files are small enough for that.
class HuffmanCode {
 public:
  // `lengths` has each symbol's length in bits; 0 = not used. Returns false if no code has these
  // lengths.
  bool build(const uint8_t* lengths, int symbols) {
    counts_.fill(0);
    for (int symbol = 0; symbol < symbols; ++symbol) ++counts_[lengths[symbol]];
    counts_[0] = 0;
    int left = 1;
    std::array<int, kMaxCodeBits + 2> starts{};
    for (int bits = 1; bits <= kMaxCodeBits; ++bits) {
      left = 2 * left - counts_[bits];
      if (left < 0) return false;
      starts[bits + 1] = starts[bits] + counts_[bits];
    }
    symbols_.assign(static_cast<size_t>(symbols), 0);
    for (int symbol = 0; symbol < symbols; ++symbol) {
      if (lengths[symbol] != 0) symbols_[static_cast<size_t>(starts[lengths[symbol]]++)] = symbol;
    }
    return true;
  }

  // Returns the next symbol, or -1 if the bits are not a symbol.
  int decode(BitReader* in) const {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int bits = 1; bits <= kMaxCodeBits; ++bits) {
      code |= static_cast<int>(in->bit());
      const int count = counts_[bits];
      if (code - first < count) return symbols_[static_cast<size_t>(index + code - first)];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return -1;
  }

 private:
  std::array<int, kMaxCodeBits + 1> counts_{};
  std::vector<int> symbols_;
};

// One stream, block by block.
class Inflater {
 public:
  Inflater(std::string_view data, size_t limit) : in_(data), limit_(limit) {}

  bool run() {
    bool last = false;
    while (!last) {
      last = in_.bit() == 1;
      if (!block(in_.bits(2)) || in_.overrun()) return false;
    }
    return true;
  }

  std::string takeOutput() { return std::move(out_); }
  size_t bytesUsed() const { return in_.bytesUsed(); }

 private:
  bool block(unsigned kind) {
    switch (kind) {
      case 0: return storedBlock();
      case 1: return fixedCodes() && codedBlock();
      case 2: return dynamicCodes() && codedBlock();
      default: return false;
    }
  }

  bool hasRoom(size_t count) const { return count <= limit_ - out_.size(); }

  bool storedBlock() {
    in_.skipToByte();
    const unsigned size = in_.bits(16);
    const unsigned complement = in_.bits(16);
    if (in_.overrun() || (size ^ complement) != 0xffff || !hasRoom(size)) return false;
    out_.append(in_.bytes(size));
    return true;
  }

  bool fixedCodes() {
    std::array<uint8_t, 288> lengths{};
    for (size_t i = 0; i < lengths.size(); ++i) {
      lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    }
    std::array<uint8_t, kDistanceSymbols> distances{};
    distances.fill(5);
    return literals_.build(lengths.data(), 288) &&
           distances_.build(distances.data(), kDistanceSymbols);
  }

  bool dynamicCodes() {
    constexpr std::array<uint8_t, 19> kOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                11, 4,  12, 3, 13, 2, 14, 1, 15};
    const int literals = static_cast<int>(in_.bits(5)) + 257;
    const int distances = static_cast<int>(in_.bits(5)) + 1;
    const unsigned codes = in_.bits(4) + 4;
    if (literals > kLengthSymbols || distances > kDistanceSymbols) return false;
    std::array<uint8_t, 19> lengths{};
    for (unsigned i = 0; i < codes; ++i) lengths[kOrder[i]] = static_cast<uint8_t>(in_.bits(3));
    HuffmanCode lengthCode;
    std::array<uint8_t, kLengthSymbols + kDistanceSymbols> all{};
    if (!lengthCode.build(lengths.data(), 19) ||
        !codeLengths(lengthCode, all.data(), literals + distances)) {
      return false;
    }
    return all[kEndOfBlock] != 0 && literals_.build(all.data(), literals) &&
           distances_.build(all.data() + literals, distances);
  }

  bool codeLengths(const HuffmanCode& code, uint8_t* lengths, int count) {
    int filled = 0;
    while (filled < count) {
      const int symbol = code.decode(&in_);
      if (symbol < 0 || in_.overrun()) return false;
      if (symbol < 16) {
        lengths[filled++] = static_cast<uint8_t>(symbol);
        continue;
      }
      if (symbol == 16 && filled == 0) return false;
      const uint8_t repeated = symbol == 16 ? lengths[filled - 1] : 0;
      const int times = static_cast<int>(symbol == 16   ? 3 + in_.bits(2)
                                         : symbol == 17 ? 3 + in_.bits(3)
                                                        : 11 + in_.bits(7));
      if (times > count - filled) return false;
      std::fill_n(lengths + filled, times, repeated);
      filled += times;
    }
    return true;
  }

  bool codedBlock() {
    while (true) {
      const int symbol = literals_.decode(&in_);
      if (symbol < 0 || in_.overrun()) return false;
      if (symbol == kEndOfBlock) return true;
      if (symbol < kEndOfBlock) {
        if (!hasRoom(1)) return false;
        out_ += static_cast<char>(symbol);
      } else if (!copy(symbol - kEndOfBlock - 1)) {
        return false;
      }
    }
  }

  // Repeats earlier output.
  bool copy(int lengthSymbol) {
    constexpr std::array<uint16_t, 29> kLengths = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                   15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                   67, 83, 99, 115, 131, 163, 195, 227, 258};
    constexpr std::array<uint8_t, 29> kLengthBits = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                     2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    if (lengthSymbol >= static_cast<int>(kLengths.size())) return false;
    const auto place = static_cast<size_t>(lengthSymbol);
    size_t length = kLengths[place] + in_.bits(kLengthBits[place]);
    const int symbol = distances_.decode(&in_);
    if (symbol < 0 || symbol >= kDistanceSymbols) return false;
    const int extraBits = symbol < 4 ? 0 : symbol / 2 - 1;
    const size_t base = symbol < 4 ? static_cast<size_t>(symbol) + 1
                                   : (static_cast<size_t>(2 + symbol % 2) << extraBits) + 1;
    const size_t distance = base + in_.bits(extraBits);
    if (in_.overrun() || distance > out_.size() || !hasRoom(length)) return false;
    for (; length > 0; --length) out_ += out_[out_.size() - distance];
    return true;
  }

  BitReader in_;
  const size_t limit_;
  std::string out_;
  HuffmanCode literals_;
  HuffmanCode distances_;
};

// The number of bytes of a gzip member's header; nothing if it is not one.
std::optional<size_t> gzipHeaderSize(std::string_view data) {
  constexpr size_t kFixedPart = 10;
  enum Flag : unsigned { kHeaderCheck = 2, kExtra = 4, kName = 8, kComment = 16 };
  if (data.size() < kFixedPart || data.substr(0, 3) != "\x1f\x8b\x08") return std::nullopt;
  const auto flags = static_cast<unsigned char>(data[3]);
  size_t size = kFixedPart;
  if ((flags & kExtra) != 0) {
    if (data.size() < size + 2) return std::nullopt;
    size += 2 + static_cast<unsigned char>(data[size]) +
            256U * static_cast<unsigned char>(data[size + 1]);
  }
  for (unsigned text : {kName, kComment}) {
    if ((flags & text) == 0) continue;
    const size_t end = size < data.size() ? data.find('\0', size) : std::string_view::npos;
    if (end == std::string_view::npos) return std::nullopt;
    size = end + 1;
  }
  if ((flags & kHeaderCheck) != 0) size += 2;
  return size <= data.size() ? std::optional(size) : std::nullopt;
}

}  // namespace

std::optional<std::string> inflate(std::string_view data, size_t limit, size_t* used) {
  Inflater inflater(data, limit);
  if (!inflater.run()) return std::nullopt;
  if (used != nullptr) *used = inflater.bytesUsed();
  return inflater.takeOutput();
}

std::optional<std::string> gunzip(std::string_view data, size_t limit) {
  constexpr size_t kTrailer = 8;  // Checksum and length.
  std::string all;
  do {
    const std::optional<size_t> header = gzipHeaderSize(data);
    if (!header) return std::nullopt;
    data.remove_prefix(*header);
    size_t used = 0;
    const auto member = inflate(data, limit - all.size(), &used);
    if (!member || data.size() - used < kTrailer) return std::nullopt;
    uint32_t length = 0;
    for (size_t i = 0; i < 4; ++i) {
      length |= static_cast<uint32_t>(static_cast<unsigned char>(data[used + 4 + i])) << 8 * i;
    }
    if (length != static_cast<uint32_t>(member->size())) return std::nullopt;
    all += *member;
    data.remove_prefix(used + kTrailer);
  } while (data.substr(0, 2) == "\x1f\x8b");
  return all;
}

}  // namespace grading
