// Finds the operands and the arguments around a token.
#pragma once

#include <utility>
#include <vector>

#include "tests/mutants/Lexer.h"

namespace mutants {

// Indices of tokens: from the first to before the second.
using Range = std::pair<size_t, size_t>;

// The operands of the && or || at `at`, within the tokens of `whole`.
// REQUIRES: whole.first <= at; at < whole.second; whole.second <= tokens.size().
Range leftOperand(const Tokens& tokens, size_t at, Range whole);
Range rightOperand(const Tokens& tokens, size_t at, Range whole);

// Which of the tokens of `whole` are a < or > that encloses a template's arguments; false for all
// others. Sources are formatted so that a comparison has a space before its symbol, and such a <
// has none. REQUIRES: whole.second <= tokens.size().
std::vector<bool> templateBrackets(const Tokens& tokens, Range whole);

// The arguments in the brackets that open at `open`; empty if the brackets are. `isTemplate` is
// templateBrackets() for them. REQUIRES: there is a token at `open`.
std::vector<Range> argumentsIn(const Tokens& tokens, const std::vector<bool>& isTemplate,
                               size_t open);

}  // namespace mutants
