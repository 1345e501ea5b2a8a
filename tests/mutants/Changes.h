// The small changes that make a mutant of a source file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/mutants/Outline.h"

namespace mutants {

enum class ChangeKind {
  Boundary,   // < for <=, and so on
  Negation,   // of a condition, a comparison, a truth value
  Condition,  // taken as true or false, or without one of its operands
  Statement,  // dropped
  Constant,   // halved or doubled; 1 for 0
  EarlyReturn,
  SwappedArguments
};
constexpr size_t kChangeKinds = 7;

std::string_view nameOf(ChangeKind kind);

// Replaces `size` bytes of the source.
struct Change {
  ChangeKind kind;
  size_t offset;
  size_t size;
  std::string replacement;

  bool operator==(const Change&) const = default;
};

// All changes of the region, which is one of regionsOf(tokensOf(source)). Left out are checks of
// invariants, statements that only reserve or prefetch memory, and the course's LOG, whose text is
// for people. A change need not compile. REQUIRES: region.end <= tokens.size().
std::vector<Change> changesOf(const Tokens& tokens, const Region& region);

// The source with the change, and with as many lines as before: checks of invariants hold the
// number of their line. REQUIRES: the change is in the source.
std::string changed(std::string_view source, const Change& change);

}  // namespace mutants
