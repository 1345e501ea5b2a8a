// The protocol by which a run reports to its grader, so that no other output passes for its report.
//
// A run's nodes share its process and its descriptors, so their output to the grader's descriptor
// arrives as well. Therefore each piece of the report follows a line with its length and its seal,
// a number computed from the piece, the number of pieces before it, and a secret that nodes do not
// know:
//
//     sealed 1234 5d41402abc4b2a76
//
// Bytes without a seal are ignored. This protects against programs that do not know the secret, not
// against one that searches the process's memory for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace host {

// Separates the report that grows during a run, in which no line looks like this one, from its
// results, a line `name number` each.
inline constexpr std::string_view kMetricsHeading = "\nmetrics:\n";

class Seal {
 public:
  struct Line {
    char text[48];
    size_t size = 0;
  };

  explicit Seal(std::string secret) : secret_(std::move(secret)) {}

  // Returns the line, with its line break, for the next piece. Async-signal-safe.
  Line next(std::string_view piece);

 private:
  const std::string secret_;
  uint64_t pieces_ = 0;
};

// Joins the pieces in `bytes` that were sealed with the secret, up to the first missing piece.
// Accepts any bytes.
std::string unsealed(std::string_view bytes, const std::string& secret);

}  // namespace host
