// Divides the body of a function into statements.
#pragma once

#include <vector>

#include "tests/mutants/Lexer.h"

namespace mutants {

enum class StatementKind {
  Block,
  If,
  Loop,
  Switch,
  Return,
  Jump,  // break, continue
  Expression,
  Declaration
};

struct Statement {
  StatementKind kind;
  size_t begin;  // Indices of tokens; an end is behind the last one, a `;` or a `}`.
  size_t end;
  size_t conditionBegin;  // Of If, Loop and Switch, without the parentheses.
  size_t conditionEnd;
  bool isInFunction;  // It stands in the function's body itself, not in another statement.
  bool isBranch;      // It is what an `if` or an `else` runs.
  bool isLoopBody;
};

// The statements of the tokens from `begin` to `end`, each before those in it. Those in a lambda
// are left out. REQUIRES: begin <= end <= tokens.size().
std::vector<Statement> statementsOf(const Tokens& tokens, size_t begin, size_t end);

}  // namespace mutants
