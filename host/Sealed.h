// How a run reports to its grader, so that nothing else can be taken for its report.
//
// A run's nodes have its process and its descriptors: what they write to the grader's arrives there
// as well. So each piece of the report comes behind a line with its length and its seal, a number
// made of the piece, of how many came before it, and of a secret that nodes are not told:
//
//     sealed 1234 5d41402abc4b2a76
//
// What is not sealed is passed over. This holds against programs that do not know the secret, not
// against one that searches the process's memory for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace host {

// Stands between what is told while a run goes on, in lines none of which is like it, and what it
// came to: a line `name number` each.
inline constexpr std::string_view kMetricsHeading = "\nmetrics:\n";

class Seal {
 public:
  struct Line {
    char text[48];
    size_t size = 0;
  };

  explicit Seal(std::string secret) : secret_(std::move(secret)) {}

  // The line, with its line break, for the next piece. Async-signal-safe.
  Line next(std::string_view piece);

 private:
  const std::string secret_;
  uint64_t pieces_ = 0;
};

// The pieces in `bytes` that were sealed with the secret, from the first to the last before one is
// missing, put together. Any bytes may be read.
std::string unsealed(std::string_view bytes, const std::string& secret);

}  // namespace host
