// Joins words to one text.
#pragma once

#include <string>
#include <vector>

namespace host {

// "a, b and c": `between` is put before each word but the first. "" for no words.
std::string joined(const std::vector<std::string>& words, const std::string& between);

// The same, with `beforeLast` before the last word, if it is not the first.
std::string joined(const std::vector<std::string>& words, const std::string& between,
                   const std::string& beforeLast);

// The text as one word of a shell's command line, for commands that people copy: in single quotes,
// unless the shell takes all of it literally anyway.
std::string shellWord(const std::string& text);

}  // namespace host
