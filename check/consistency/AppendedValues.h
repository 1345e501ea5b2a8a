// The values that come of appends to the values of a key, by number.
//
// Only beginnings of values that an operation needs have numbers of their own: no result
// distinguishes the others, whatever is appended to them, so that all of them are kUnread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/consistency/KeyHistory.h"

namespace check {

class AppendedValues {
 public:
  // Borrows the history, whose numbers are those of its values.
  explicit AppendedValues(const KeyHistory& history);

  // The number of what the append at this index of the history makes of a value.
  int after(int value, int append);

  // The operation at this index is taken into the order, or put back.
  void take(int operation) { count(operation, -1); }
  void putBack(int operation) { count(operation, 1); }

  // Returns false if the operations that are left surely cannot all have their results after this
  // value: one needs a value that does not begin with this one, and no write is left that could
  // set a beginning of it. It looks at the shortest values alone.
  bool mayFollow(int value);

 private:
  // A value that an operation needs: a read, or a compare-and-set.
  struct Needed {
    int left = 0;        // Operations that cannot have their results without it.
    size_t place = 0;    // In byLength_.
    int beginnings = 0;  // Writes left whose value it begins with, and which set it.
  };

  Needed& of(int number) { return needed_[static_cast<size_t>(number)]; }
  std::string_view textOf(int number) const { return texts_[static_cast<size_t>(number)]; }
  void note(int number, std::string_view text);
  void listNeeded();
  void findBeginnings();
  void count(int operation, int difference);
  int numberOf(const std::string& text);
  bool beginsWith(int needed, int value) const;

  const KeyHistory& history_;
  std::vector<std::string_view> texts_;     // By number.
  std::map<std::string_view, int> sorted_;  // The values needed.
  // By the first value needed that begins with it, and its length.
  std::map<std::pair<std::string_view, size_t>, int> numbers_;
  std::map<std::pair<int, int>, int> after_;
  std::vector<Needed> needed_;           // By number.
  std::vector<int> byLength_;            // The numbers of needed values, the shortest first.
  size_t first_ = 0;                     // In byLength_: none before it is left.
  std::vector<std::vector<int>> begun_;  // By operation, the values that it could begin.
};

}  // namespace check
