#ifndef GRADING_KEYCOUNTER_H_
#define GRADING_KEYCOUNTER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grading/score/LogReader.h"

namespace grading {

// Counts, for many keys at once, the lines that contain a key anywhere, case ignored. The result
// equals that of `grep -i "$key" | wc -l` in a loop over the keys. A window of each key length
// slides over the lines; a rolling hash finds the keys.
// Ownership: keeps copies of the keys, and views of the lines of the last count(). Failure: none,
// any bytes are a key. Cost: the bytes of the lines times the number of different key lengths (the
// course has one).
class KeyCounter {
 public:
  // Empty keys are allowed and never counted.
  explicit KeyCounter(const Lines& keys);

  // For each key, in the order of the constructor's `keys`, the number of lines that contain it.
  std::vector<size_t> count(const Lines& lines);

  // The lines given to the last count() that contain no key at all.
  const Lines& linesWithoutKey() const { return linesWithoutKey_; }

 private:
  struct Pattern {
    std::string folded;
    size_t lines = 0;
    size_t lastLine = 0;  // Number of the last line counted, from 1.
  };
  // All the patterns of one length.
  struct Length {
    uint64_t dropFactor = 1;   // The weight of the byte that leaves the window.
    std::vector<bool> filter;  // By hash: false = surely no pattern. Size: a power of two.
    std::unordered_map<uint64_t, std::vector<size_t>> byHash;  // Indices of patterns_.
  };

  void addPattern(const std::string& folded);
  void buildFilters();
  // Counts the patterns of one length in `line`; true if there is one.
  bool scan(std::string_view line, size_t lineNumber, size_t length, const Length& patterns);
  bool countMatches(std::string_view window, size_t lineNumber, const std::vector<size_t>& ids);

  std::vector<size_t> patternOfKey_;  // Per key: index of patterns_, or kNoPattern.
  std::vector<Pattern> patterns_;     // Distinct after folding.
  std::map<size_t, Length> lengths_;
  Lines linesWithoutKey_;
};

}  // namespace grading

#endif  // GRADING_KEYCOUNTER_H_
