// Divides the text of a C++ source file into tokens.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mutants {

enum class TokenKind {
  Word,
  Number,
  Quoted,  // A string or a character.
  Symbol
};

struct Token {
  TokenKind kind;
  std::string_view text;
  size_t offset;
  bool isAfterSpace;

  size_t end() const { return offset + text.size(); }
};

using Tokens = std::vector<Token>;

// Leaves out comments and preprocessor lines. The tokens refer to `source`. A comment or a quoted
// text that has no end extends to the end of the source. Raw strings are not known.
Tokens tokensOf(std::string_view source);

}  // namespace mutants
