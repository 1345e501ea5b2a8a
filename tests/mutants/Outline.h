// Finds the functions and the constants of a source file.
#pragma once

#include <string>
#include <vector>

#include "tests/mutants/Lexer.h"

namespace mutants {

// What a function returns: nothing, a bool, or a value for which `return {};` may compile.
enum class Result { Nothing, Bool, Value, Reference };

// The body of a function without its braces, or the initializer of a constant.
struct Region {
  std::string name;  // With its classes, but without namespaces.
  bool isFunction;
  Result result;  // Of a function.
  size_t begin;   // Indices of tokens.
  size_t end;
};

// The functions and the constants of namespaces and classes, in their order. Reads sources as our
// nodes are written: no function templates, and no braces between a function's parameters and its
// body.
std::vector<Region> regionsOf(const Tokens& tokens);

// The index of the bracket that closes the one at `open`; the number of tokens if none does.
// REQUIRES: there is a token at `open`.
size_t closingOf(const Tokens& tokens, size_t open);

}  // namespace mutants
