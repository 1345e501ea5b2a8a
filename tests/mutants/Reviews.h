// What readers have found out about mutants that survive:
//
//     equivalent MP2Node::Hints::add
//     - nextDueAt_ = min(nextDueAt_, dueAt);
//     + nextDueAt_ = max(nextDueAt_, dueAt);
//     The reason, in one line or more.
//
// The first line has the verdict and the function; then come the lines as they are, and as the
// mutant has them (Mutants.h). An empty line ends a review. Lines that begin with # are comments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/mutants/Mutants.h"

namespace mutants {

struct Review {
  size_t line;          // At which it begins.
  std::string verdict;  // `equivalent`: no run differs; `harmless`: the guarantee holds.
  std::string function;
  std::string before;
  std::string after;
  std::string reason;
};

// Appends `path:line: what is wrong` to *errors for each review that is not of this form.
std::vector<Review> readReviews(std::string_view text, const std::string& path,
                                std::vector<std::string>* errors);

// The mutant's review, or null.
const Review* reviewOf(const Mutant& mutant, const std::vector<Review>& reviews);

}  // namespace mutants
