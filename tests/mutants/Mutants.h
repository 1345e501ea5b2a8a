// The mutants of our nodes: each is the source with one small change.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/mutants/Changes.h"

namespace mutants {

struct Mutant {
  std::string file;
  size_t line;           // The first line that changes.
  std::string function;  // Or the constant.
  // The lines that the change touches, with one space between words, without comments. If the same
  // line has the same change twice in a function, the second's text ends in ` (2)`.
  std::string before;
  std::string after;
  Change change;
};

// All mutants of the source, in its order, except those of functions that only make text for people
// or fetch memory ahead.
std::vector<Mutant> mutantsOf(const std::string& file, std::string_view source);

// The order in which mutants are drawn: each time a kind of change first, and then one of its
// mutants. So a kind with few mutants is drawn as often as one with many, as long as there are
// some.
std::vector<Mutant> drawn(std::vector<Mutant> all, uint64_t seed);

// A name for files: equal for the same change of the same function in another version of the
// source.
std::string nameOf(const Mutant& mutant);

}  // namespace mutants
