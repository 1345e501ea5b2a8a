#include "report/Deflate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#include "report/HuffmanCode.h"

namespace report {

namespace {

constexpr size_t kWindow = 32768;
constexpr size_t kMinMatch = 4;  // Deflate allows 3, which saves little and takes time to find.
constexpr size_t kMaxMatch = 258;
constexpr size_t kGoodMatch = 96;  // Not worth looking for a longer one.
constexpr int kMaxTries = 24;      // Earlier places that are compared.
constexpr int kHashBits = 15;
constexpr size_t kTokensPerBlock = 1 << 15;
constexpr size_t kMaxStored = 65535;

constexpr int kLiteralSymbols = 286;
constexpr int kDistanceSymbols = 30;
constexpr int kLengthSymbols = 19;
constexpr int kEndOfBlock = 256;
constexpr int kMaxBits = 15;
constexpr int kMaxLengthBits = 7;

// A literal (distance 0), or a copy of what came `distance` bytes before.
struct Token {
  uint16_t length;  // Or the literal.
  uint16_t distance;
};

// The symbol of a length or a distance, and the bits that follow it.
struct Symbol {
  int symbol;
  int extraBits;
  uint32_t extra;
};

Symbol symbolOfLength(uint32_t length) {
  if (length == kMaxMatch) return {285, 0, 0};
  const uint32_t offset = length - 3;
  if (offset < 8) return {257 + static_cast<int>(offset), 0, 0};
  const int bits = std::bit_width(offset) - 3;
  const int symbol = 257 + 4 * bits + static_cast<int>(offset >> bits);
  return {symbol, bits, offset & ((1U << bits) - 1)};
}

Symbol symbolOfDistance(uint32_t distance) {
  const uint32_t offset = distance - 1;
  if (offset < 4) return {static_cast<int>(offset), 0, 0};
  const int bits = std::bit_width(offset) - 2;
  return {2 * bits + static_cast<int>(offset >> bits), bits, offset & ((1U << bits) - 1)};
}

class BitWriter {
 public:
  // The lowest of the bits first. REQUIRES, of the caller: at most 32 bits, and no others are set.
  void add(uint32_t bits, int count) {
    buffer_ |= static_cast<uint64_t>(bits) << filled_;
    filled_ += count;
    while (filled_ >= 8) {
      out_ += static_cast<char>(buffer_ & 0xff);
      buffer_ >>= 8;
      filled_ -= 8;
    }
  }

  void fillByte() {
    if (filled_ > 0) add(0, 8 - filled_);
  }

  // After fillByte().
  void addBytes(std::string_view bytes) { out_ += bytes; }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  uint64_t buffer_ = 0;
  int filled_ = 0;
};

// The codes of a dynamic block, and how it lists them (3.2.7): the lengths of their words, with
// runs shortened, in a third code.
class BlockCodes {
 public:
  // `extraBits` are those that follow symbols in the block.
  BlockCodes(const std::vector<uint32_t>& literals, const std::vector<uint32_t>& distances,
             uint64_t extraBits)
      : literals_(literals, kMaxBits),
        distances_(distances, kMaxBits),
        literalCount_(literals_.usedSymbols(kEndOfBlock + 1)),
        distanceCount_(distances_.usedSymbols(1)),
        items_(shortened()),
        lengths_(frequenciesOf(items_), kMaxLengthBits) {
    while (lengthCount_ > 4 &&
           lengths_.length(kLengthOrder[static_cast<size_t>(lengthCount_) - 1]) == 0) {
      --lengthCount_;
    }
    bits_ = extraBits + 14 + 3 * static_cast<uint64_t>(lengthCount_);
    for (const Item& item : items_) {
      bits_ += static_cast<uint64_t>(lengths_.length(item.symbol) + extraBitsOf(item.symbol));
    }
    addBits(literals, literals_);
    addBits(distances, distances_);
  }

  const HuffmanCode& literals() const { return literals_; }
  const HuffmanCode& distances() const { return distances_; }

  // The size of the block, with the codes, but without the three bits before them.
  uint64_t bits() const { return bits_; }

  void write(BitWriter* out) const {
    out->add(static_cast<uint32_t>(literalCount_ - 257), 5);
    out->add(static_cast<uint32_t>(distanceCount_ - 1), 5);
    out->add(static_cast<uint32_t>(lengthCount_ - 4), 4);
    for (int i = 0; i < lengthCount_; ++i) {
      out->add(static_cast<uint32_t>(lengths_.length(kLengthOrder[static_cast<size_t>(i)])), 3);
    }
    for (const Item& item : items_) {
      out->add(lengths_.word(item.symbol), lengths_.length(item.symbol));
      out->add(item.extra, extraBitsOf(item.symbol));
    }
  }

 private:
  // A length, or a run of them.
  struct Item {
    int symbol;
    uint32_t extra;
  };

  static constexpr std::array<int, kLengthSymbols> kLengthOrder = {
      16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

  static int extraBitsOf(int symbol) {
    return symbol == 16 ? 2 : symbol == 17 ? 3 : symbol == 18 ? 7 : 0;
  }

  static std::vector<uint32_t> frequenciesOf(const std::vector<Item>& items) {
    std::vector<uint32_t> frequencies(kLengthSymbols);
    for (const Item& item : items) ++frequencies[static_cast<size_t>(item.symbol)];
    return frequencies;
  }

  static void addRun(int length, size_t count, std::vector<Item>* items) {
    const bool isRepeat = length != 0;
    while (count > 0) {
      if (isRepeat) {
        items->push_back({length, 0});
        --count;
      }
      while (count >= 3) {
        const size_t most = isRepeat ? 6 : count <= 10 ? 10 : 138;
        const size_t taken = std::min(count, most);
        const int symbol = isRepeat ? 16 : most == 10 ? 17 : 18;
        items->push_back({symbol, static_cast<uint32_t>(taken - (symbol == 18 ? 11 : 3))});
        count -= taken;
      }
      if (isRepeat) continue;
      for (; count > 0; --count) items->push_back({0, 0});
    }
  }

  std::vector<Item> shortened() const {
    std::vector<int> lengths;
    for (int i = 0; i < literalCount_; ++i) lengths.push_back(literals_.length(i));
    for (int i = 0; i < distanceCount_; ++i) lengths.push_back(distances_.length(i));
    std::vector<Item> items;
    for (size_t at = 0; at < lengths.size();) {
      size_t end = at + 1;
      while (end < lengths.size() && lengths[end] == lengths[at]) ++end;
      addRun(lengths[at], end - at, &items);
      at = end;
    }
    return items;
  }

  void addBits(const std::vector<uint32_t>& frequencies, const HuffmanCode& code) {
    for (size_t i = 0; i < frequencies.size(); ++i) {
      bits_ += static_cast<uint64_t>(code.length(static_cast<int>(i))) * frequencies[i];
    }
  }

  const HuffmanCode literals_;
  const HuffmanCode distances_;
  const int literalCount_;
  const int distanceCount_;
  const std::vector<Item> items_;
  const HuffmanCode lengths_;
  int lengthCount_ = kLengthSymbols;
  uint64_t bits_ = 0;
};

// Finds earlier places with the same bytes: a chain of places for each hash of four bytes.
class MatchFinder {
 public:
  explicit MatchFinder(std::string_view data)
      : data_(data), heads_(size_t{1} << kHashBits, kNowhere), chain_(kWindow, kNowhere) {}

  // Makes the place known for later matches. Places are made known in ascending order.
  void insert(size_t at) {
    if (at + kMinMatch > data_.size()) return;
    uint32_t& head = heads_[hashAt(at)];
    chain_[at % kWindow] = head;
    head = static_cast<uint32_t>(at);
  }

  // The longest match of more than `atLeast` bytes, or a length of 0.
  Token find(size_t at, size_t atLeast) const {
    const size_t most = std::min(kMaxMatch, data_.size() - at);
    Token best{0, 0};
    size_t length = std::max(atLeast, kMinMatch - 1);
    if (most <= length) return best;
    uint32_t place = heads_[hashAt(at)];
    for (int tries = kMaxTries; tries > 0 && place != kNowhere; --tries) {
      // Places of more than a window ago have been overwritten in the chain.
      if (place >= at || at - place > kWindow - 1) break;
      if (data_[place + length] == data_[at + length]) {
        const size_t found = common(place, at, most);
        if (found > length) {
          length = found;
          best = {static_cast<uint16_t>(length), static_cast<uint16_t>(at - place)};
          if (length >= std::min(kGoodMatch, most)) break;
        }
      }
      place = chain_[place % kWindow];
    }
    return best;
  }

 private:
  static constexpr uint32_t kNowhere = UINT32_MAX;

  size_t hashAt(size_t at) const {
    uint32_t bytes = 0;
    for (size_t i = 0; i < 4; ++i) {
      bytes |= static_cast<uint32_t>(static_cast<unsigned char>(data_[at + i])) << 8 * i;
    }
    return bytes * 2654435761U >> (32 - kHashBits);
  }

  // How many bytes at both places are the same.
  size_t common(size_t a, size_t b, size_t most) const {
    size_t length = 0;
    if constexpr (std::endian::native == std::endian::little) {
      while (length + 8 <= most) {
        const uint64_t difference = eightAt(a + length) ^ eightAt(b + length);
        if (difference != 0) return length + static_cast<size_t>(std::countr_zero(difference)) / 8;
        length += 8;
      }
    }
    while (length < most && data_[a + length] == data_[b + length]) ++length;
    return length;
  }

  uint64_t eightAt(size_t at) const {
    uint64_t bytes = 0;
    std::memcpy(&bytes, data_.data() + at, sizeof bytes);
    return bytes;
  }

  const std::string_view data_;
  std::vector<uint32_t> heads_;
  std::vector<uint32_t> chain_;  // By place within the window: the place before, with that hash.
};

class Deflater {
 public:
  explicit Deflater(std::string_view data) : data_(data), finder_(data) {
    tokens_.reserve(kTokensPerBlock);
  }

  std::string run() {
    for (size_t at = 0; at < data_.size();) {
      at = addTokens(at);
      if (tokens_.size() >= kTokensPerBlock - 1) endBlock(at, at == data_.size());
    }
    if (!tokens_.empty() || data_.empty()) endBlock(data_.size(), true);
    out_.fillByte();
    return out_.take();
  }

 private:
  // Adds a literal or a match at `at`, or a literal and the better match after it. Returns where it
  // ends.
  size_t addTokens(size_t at) {
    Token match = findAt(at, 0);
    if (match.length == 0) return addLiteral(at);
    if (match.length < kGoodMatch) {
      const Token later = at + 1 < data_.size() ? findAt(at + 1, match.length) : Token{0, 0};
      if (later.length > 0) {
        addLiteral(at++);
        match = later;
      }
    }
    tokens_.push_back(match);
    const size_t end = at + match.length;
    for (; inserted_ < end; ++inserted_) finder_.insert(inserted_);
    return end;
  }

  size_t addLiteral(size_t at) {
    tokens_.push_back({static_cast<unsigned char>(data_[at]), 0});
    return at + 1;
  }

  Token findAt(size_t at, size_t atLeast) {
    for (; inserted_ < at; ++inserted_) finder_.insert(inserted_);
    if (at + kMinMatch > data_.size()) return {0, 0};
    return finder_.find(at, atLeast);
  }

  // Writes the tokens up to `end` in the shorter of two ways.
  void endBlock(size_t end, bool isLast) {
    const std::string_view bytes = data_.substr(blockStart_, end - blockStart_);
    std::vector<uint32_t> literals(kLiteralSymbols);
    std::vector<uint32_t> distances(kDistanceSymbols);
    uint64_t extraBits = 0;
    literals[kEndOfBlock] = 1;
    for (const Token& token : tokens_) {
      if (token.distance == 0) {
        ++literals[token.length];
        continue;
      }
      const Symbol length = symbolOfLength(token.length);
      const Symbol distance = symbolOfDistance(token.distance);
      ++literals[static_cast<size_t>(length.symbol)];
      ++distances[static_cast<size_t>(distance.symbol)];
      extraBits += static_cast<uint64_t>(length.extraBits + distance.extraBits);
    }
    const BlockCodes codes(literals, distances, extraBits);
    if (codes.bits() / 8 >= bytes.size()) {
      writeStored(bytes, isLast);
    } else {
      writeDynamic(codes, isLast);
    }
    tokens_.clear();
    blockStart_ = end;
  }

  void writeStored(std::string_view bytes, bool isLast) {
    do {
      const std::string_view piece = bytes.substr(0, kMaxStored);
      bytes.remove_prefix(piece.size());
      const auto size = static_cast<uint32_t>(piece.size());
      out_.add(isLast && bytes.empty() ? 1 : 0, 3);
      out_.fillByte();
      out_.add(size, 16);
      out_.add(size ^ 0xffff, 16);
      out_.addBytes(piece);
    } while (!bytes.empty());
  }

  void writeDynamic(const BlockCodes& codes, bool isLast) {
    const HuffmanCode& literals = codes.literals();
    out_.add(isLast ? 1 : 0, 1);
    out_.add(2, 2);
    codes.write(&out_);
    for (const Token& token : tokens_) {
      if (token.distance == 0) {
        out_.add(literals.word(token.length), literals.length(token.length));
        continue;
      }
      writeSymbol(symbolOfLength(token.length), literals);
      writeSymbol(symbolOfDistance(token.distance), codes.distances());
    }
    out_.add(literals.word(kEndOfBlock), literals.length(kEndOfBlock));
  }

  void writeSymbol(const Symbol& symbol, const HuffmanCode& code) {
    out_.add(code.word(symbol.symbol), code.length(symbol.symbol));
    out_.add(symbol.extra, symbol.extraBits);
  }

  const std::string_view data_;
  MatchFinder finder_;
  size_t inserted_ = 0;  // The places before it are known to the finder.
  size_t blockStart_ = 0;
  std::vector<Token> tokens_;  // Since blockStart_.
  BitWriter out_;
};

}  // namespace

std::string deflate(std::string_view data) { return Deflater(data).run(); }

}  // namespace report
