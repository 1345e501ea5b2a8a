// The values that come of appends to the values of a key, by number. A value's text is not kept: it
// grows with each append. Two texts of equal length have the same number if their hashes are equal,
// which happens to different texts of a history with a probability below 10^-20.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "check/consistency/KeyHistory.h"

namespace check {

class AppendedValues {
 public:
  // The numbers of the history's operations are those of their values.
  explicit AppendedValues(const KeyHistory& history);

  // The number of what the append at this index of the history makes of a value.
  int after(int value, int append);

 private:
  // Two polynomial hashes, from which that of a joined text follows.
  struct Text {
    uint64_t first = 0;
    uint64_t second = 0;
    uint64_t size = 0;

    auto operator<=>(const Text&) const = default;
  };
  struct Suffix {
    Text text;
    uint64_t firstPower = 1;  // The hashes' bases to the power of the size.
    uint64_t secondPower = 1;
  };

  static Suffix suffixOf(std::string_view text);
  int numberOf(const Text& text);
  void note(int number, const Text& text);

  std::vector<Suffix> suffixes_;  // By operation.
  std::vector<Text> texts_;       // By number; that of kAbsent is empty.
  std::map<Text, int> numbers_;   // Without kAbsent's.
  std::map<std::pair<int, int>, int> after_;
};

}  // namespace check
