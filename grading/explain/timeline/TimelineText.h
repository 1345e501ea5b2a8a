// The lines of a timeline: a tick, and what happened then; as they are printed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "grading/explain/evidence/Evidence.h"

namespace grading {

// Of what is shown in an explanation.
constexpr size_t kExplanationColumns = 76;

// `text` in lines of at most kExplanationColumns, broken at blanks; the first begins with `first`,
// the others with as many blanks. Longer words are cut. Ends in a line break.
std::string hanging(const std::string& first, std::string_view text);

class TimelineText {
 public:
  // May be added in any order; shown by their first ticks. Of many, those that were added last are
  // left out, and said to be.
  void add(Tick tick, const std::string& text);
  void add(Tick from, Tick to, const std::string& text);
  // Belongs to what was added before.
  void addMore(const std::string& text);

  std::string text() const;
  // What is added from now on is not shown: it need not be looked for.
  bool isFull() const;

 private:
  struct Entry {
    Tick tick = 0;
    std::string when;
    std::string text;
  };

  void addEntry(Tick tick, std::string when, const std::string& text);

  std::vector<Entry> entries_;
  size_t leftOut_ = 0;
};

// `peer 3`, `peers 2, 5 and 9`, `no peer`; at most the first ten are named.
std::string peersOf(const Peers& peers);

}  // namespace grading
