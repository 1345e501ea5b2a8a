// Pieces of the checkers' sentences about problems.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace check {

// "a, b and c". "" for none.
std::string listText(const std::vector<std::string>& words);
std::string numbersText(const std::vector<int32_t>& numbers);

// "peer 2", "peers 2, 4 and 5". REQUIRES: at least one.
std::string peersText(const std::vector<int32_t>& peers);

// (1, "copy", "copies"): "1 copy"; 0: "0 copies"; 2: "2 copies".
std::string numbered(int64_t count, const char* one, const char* many);

// (48213, "run", "runs"): "48,213 runs".
std::string numberedInGroups(uint64_t count, const char* one, const char* many);

// As numbered(), but 0: "no copy".
std::string countText(int64_t count, const char* one, const char* many);

// Returns `text` with its first letter in upper case.
std::string capitalised(std::string text);

// A key in readable form: all bytes but printable ASCII, and the backslash, as \xHH.
std::string printable(std::string_view text);

}  // namespace check
