#include "grading/score/KeyCounter.h"

namespace grading {

namespace {

constexpr size_t kNoPattern = static_cast<size_t>(-1);
constexpr uint64_t kFactor = 0x9E3779B97F4A7C15;  // Odd, bits well mixed.
// Few enough set bits that most windows need no look into the hash map.
constexpr size_t kFilterBitsPerPattern = 64;

uint64_t weigh(uint64_t hash, char byte) {
  return hash * kFactor + static_cast<unsigned char>(foldCase(byte)) + 1;
}

uint64_t hashOf(std::string_view text) {
  uint64_t hash = 0;
  for (char byte : text) hash = weigh(hash, byte);
  return hash;
}

// The high half of a polynomial's bits depends on all bytes, the low half on few.
size_t filterIndex(uint64_t hash, size_t filterSize) { return (hash >> 32) & (filterSize - 1); }

}  // namespace

KeyCounter::KeyCounter(const Lines& keys) {
  std::unordered_map<std::string, size_t> known;
  for (std::string_view key : keys) {
    if (key.empty()) {
      patternOfKey_.push_back(kNoPattern);
      continue;
    }
    const auto [entry, isNew] = known.emplace(foldCase(key), patterns_.size());
    if (isNew) addPattern(entry->first);
    patternOfKey_.push_back(entry->second);
  }
  buildFilters();
}

void KeyCounter::addPattern(const std::string& folded) {
  lengths_[folded.size()].byHash[hashOf(folded)].push_back(patterns_.size());
  patterns_.push_back({folded, 0, 0});
}

void KeyCounter::buildFilters() {
  for (auto& [length, patterns] : lengths_) {
    for (size_t i = 0; i < length; ++i) patterns.dropFactor *= kFactor;
    size_t size = kFilterBitsPerPattern;
    while (size < patterns.byHash.size() * kFilterBitsPerPattern) size *= 2;
    patterns.filter.assign(size, false);
    for (const auto& entry : patterns.byHash) {
      patterns.filter[filterIndex(entry.first, size)] = true;
    }
  }
}

std::vector<size_t> KeyCounter::count(const Lines& lines) {
  for (Pattern& pattern : patterns_) pattern.lines = pattern.lastLine = 0;
  linesWithoutKey_.clear();
  for (size_t i = 0; i < lines.size(); ++i) {
    bool hasKey = false;
    for (const auto& [length, patterns] : lengths_) {
      if (length > lines[i].size()) break;
      hasKey |= scan(lines[i], i + 1, length, patterns);
    }
    if (!hasKey) linesWithoutKey_.push_back(lines[i]);
  }
  std::vector<size_t> counts;
  counts.reserve(patternOfKey_.size());
  for (size_t id : patternOfKey_) counts.push_back(id == kNoPattern ? 0 : patterns_[id].lines);
  return counts;
}

bool KeyCounter::scan(std::string_view line, size_t lineNumber, size_t length,
                      const Length& patterns) {
  bool hasKey = false;
  uint64_t hash = hashOf(line.substr(0, length));
  for (size_t end = length;; ++end) {
    if (patterns.filter[filterIndex(hash, patterns.filter.size())]) {
      const auto found = patterns.byHash.find(hash);
      if (found != patterns.byHash.end()) {
        hasKey |= countMatches(line.substr(end - length, length), lineNumber, found->second);
      }
    }
    if (end == line.size()) return hasKey;
    const char leaving = line[end - length];
    hash = weigh(hash, line[end]) -
           patterns.dropFactor * (static_cast<unsigned char>(foldCase(leaving)) + 1);
  }
}

bool KeyCounter::countMatches(std::string_view window, size_t lineNumber,
                              const std::vector<size_t>& ids) {
  for (size_t id : ids) {
    Pattern& pattern = patterns_[id];
    if (!containsFolded(window, pattern.folded)) continue;  // Another text of the same hash.
    if (pattern.lastLine != lineNumber) ++pattern.lines;
    pattern.lastLine = lineNumber;
    return true;
  }
  return false;
}

}  // namespace grading
