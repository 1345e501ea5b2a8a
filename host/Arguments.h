// Command lines: `--name`, `--name VALUE` or `--name=VALUE`, in any order, and positional
// arguments. A VALUE that is itself an option has to be written as `--name=VALUE`.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace host {

// The values that options of these kinds allow, for OptionSpec::allowed.
inline constexpr char kSeedAllowed[] = "a whole number from 0 to 18446744073709551615";
inline constexpr char kSeedRangeAllowed[] =
    "a range like 1..100, within 0..18446744073709551615 but not all of it,";
inline constexpr char kJobsAllowed[] = "a whole number from 1 to 1024";

struct OptionSpec {
  std::string name;       // With its dashes.
  std::string valueName;  // "" for an option without a value.
  std::string allowed;    // For the message when `accept` refuses a value.
  // Takes the value ("" if there is none). False if it is not allowed.
  std::function<bool(const std::string& value)> accept;
  bool mayRepeat = false;
};

// An option without a value that sets *flag.
OptionSpec flagOption(const char* name, bool* flag);

// Reads `arguments` (without the program's name). Returns false, with a message in *error, at the
// first one that is unknown, or that is repeated and may not be.
bool readArguments(const std::vector<std::string>& arguments, const std::vector<OptionSpec>& specs,
                   std::vector<std::string>* positional, std::string* error);

// For programs that have few other options: prints `help` for -h or --help, and the version of
// `program` for --version. Returns false if `arguments` have none of the three.
bool answerStandardOptions(const std::vector<std::string>& arguments, const std::string& program,
                           const std::string& help);

// The seeds first … last, both included.
struct SeedRange {
  uint64_t first = 1;
  uint64_t last = 1;

  uint64_t count() const { return last - first + 1; }
};

// Accepts "A..B" with A <= B, or "A" for A..A, but not all 64-bit numbers, whose count would not
// fit. Returns false, and leaves *range unchanged, for any other text.
bool parseSeedRange(const std::string& text, SeedRange* range);
// "A..B"
std::string seedRangeText(const SeedRange& range);

// A part of a range that is shared out.
struct Shard {
  uint64_t index = 1;  // From 1.
  uint64_t count = 1;

  bool operator==(const Shard&) const = default;
};

inline constexpr char kShardAllowed[] = "I/N with I from 1 to N, and N up to 1000000,";

// Accepts "I/N". Returns false, and leaves *shard unchanged, for any other text.
bool parseShard(const std::string& text, Shard* shard);

std::string shardText(const Shard& shard);

// Consecutive numbers, which may be none. All shards of a range together have each number once, and
// their sizes differ by one at most.
struct RangePart {
  uint64_t first = 0;
  uint64_t count = 0;
};
RangePart partOf(const SeedRange& range, const Shard& shard);

// Accepts 1 … 1024. Returns false, and leaves *jobs unchanged, for any other text.
bool parseJobs(const std::string& text, int* jobs);

// Accepts 1 … most. Returns false, and leaves *number unchanged, for any other text.
bool parseCount(const std::string& text, int most, int* number);

}  // namespace host
