// Command lines: `--name`, `--name VALUE` or `--name=VALUE`, in any order, and positional
// arguments.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace sim {

struct OptionSpec {
  std::string name;       // With its dashes.
  std::string valueName;  // "" for an option without a value.
  std::string allowed;    // For the message when `accept` refuses a value.
  // Takes the value over ("" if there is none). False if it is not allowed.
  std::function<bool(const std::string& value)> accept;
};

// Reads `arguments` (without the program's name). Returns false, with a message in *error, at the
// first that is not understood.
bool readArguments(const std::vector<std::string>& arguments, const std::vector<OptionSpec>& specs,
                   std::vector<std::string>* positional, std::string* error);

// Seeds first … last, both included.
struct SeedRange {
  uint64_t first = 1;
  uint64_t last = 1;

  uint64_t count() const { return last - first + 1; }
};

// "A..B" with A <= B, or "A" for A..A. False, and *range as before, for anything else.
bool parseSeedRange(const std::string& text, SeedRange* range);

// 1 … 1024. False, and *jobs as before, for anything else.
bool parseJobs(const std::string& text, int* jobs);

}  // namespace sim
