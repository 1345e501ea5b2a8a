// Words as one text: "a, b and c".
#pragma once

#include <string>
#include <vector>

namespace sim {

// `between` stands before each word but the first. "" for no words.
std::string joined(const std::vector<std::string>& words, const std::string& between);

// The same, with `beforeLast` before the last word, if it is not the first.
std::string joined(const std::vector<std::string>& words, const std::string& between,
                   const std::string& beforeLast);

}  // namespace sim
