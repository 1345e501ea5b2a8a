#include "report/HuffmanCode.h"

#include <algorithm>

namespace report {

namespace {

constexpr size_t kLongestWord = 15;

struct Leaf {
  uint32_t frequency;
  size_t symbol;
};

// The leaves by frequency.
std::vector<Leaf> leavesOf(const std::vector<uint32_t>& frequencies) {
  std::vector<Leaf> leaves;
  for (size_t symbol = 0; symbol < frequencies.size(); ++symbol) {
    if (frequencies[symbol] > 0) leaves.push_back({frequencies[symbol], symbol});
  }
  std::stable_sort(leaves.begin(), leaves.end(),
                   [](const Leaf& a, const Leaf& b) { return a.frequency < b.frequency; });
  return leaves;
}

// The depth of each leaf in the tree. Inner nodes are made in the order of their frequency, so the
// two lightest nodes are always at the front of the leaves or of the inner nodes left.
std::vector<int> depthsOf(const std::vector<Leaf>& leaves) {
  const size_t count = leaves.size();
  std::vector<uint64_t> inner;
  std::vector<size_t> parents(2 * count);  // Leaves first; then inner nodes.
  size_t leaf = 0;
  size_t node = 0;
  const auto takeLightest = [&](size_t parent) {
    const bool isLeaf =
        node == inner.size() || (leaf < count && leaves[leaf].frequency <= inner[node]);
    const uint64_t frequency = isLeaf ? leaves[leaf].frequency : inner[node];
    parents[isLeaf ? leaf++ : count + node++] = parent;
    return frequency;
  };
  while (inner.size() + 1 < count) {
    const size_t parent = count + inner.size();
    const uint64_t first = takeLightest(parent);
    inner.push_back(first + takeLightest(parent));
  }
  std::vector<int> depths(count + inner.size());
  for (size_t i = depths.size() - 1; i-- > 0;) depths[i] = depths[parents[i]] + 1;
  depths.resize(count);
  return depths;
}

std::vector<uint8_t> lengthsFor(std::vector<uint32_t> frequencies, int maxBits) {
  std::vector<uint8_t> lengths(frequencies.size());
  while (true) {
    const std::vector<Leaf> leaves = leavesOf(frequencies);
    if (leaves.empty()) return lengths;
    const std::vector<int> depths = depthsOf(leaves);
    if (*std::max_element(depths.begin(), depths.end()) <= maxBits) {
      for (size_t i = 0; i < leaves.size(); ++i) {
        lengths[leaves[i].symbol] = static_cast<uint8_t>(std::max(depths[i], 1));
      }
      return lengths;
    }
    // Frequencies that differ less give a flatter tree.
    for (uint32_t& frequency : frequencies) frequency = (frequency + 1) / 2;
  }
}

uint16_t reversed(uint32_t word, int bits) {
  uint32_t result = 0;
  for (int i = 0; i < bits; ++i) result |= (word >> i & 1) << (bits - 1 - i);
  return static_cast<uint16_t>(result);
}

}  // namespace

HuffmanCode::HuffmanCode(const std::vector<uint32_t>& frequencies, int maxBits)
    : lengths_(lengthsFor(frequencies, maxBits)), words_(frequencies.size()) {
  std::vector<uint32_t> next(kLongestWord + 2);
  for (const uint8_t length : lengths_) next[length + 1U] += length == 0 ? 0 : 1;
  for (size_t bits = 1; bits < next.size(); ++bits) next[bits] = (next[bits - 1] + next[bits]) << 1;
  for (size_t symbol = 0; symbol < lengths_.size(); ++symbol) {
    const int bits = lengths_[symbol];
    if (bits > 0) words_[symbol] = reversed(next[static_cast<size_t>(bits)]++, bits);
  }
}

int HuffmanCode::usedSymbols(int least) const {
  int count = static_cast<int>(lengths_.size());
  while (count > least && lengths_[static_cast<size_t>(count) - 1] == 0) --count;
  return count;
}

}  // namespace report
