// Finds the functions of a class in its source text: what the handout has in common with the
// solution is taken from there.
//
// Reads C++ as `make format` leaves it, and no more of it than the course's four files need: a
// class begins with `class NAME {`, a definition in the first column, and no text or comment within
// a function has a brace without its partner.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace starter {

// By name, the declarations of its overloads, in the class's order, without comments; an inline
// function with its body.
using Functions = std::map<std::string, std::vector<std::string>>;

// The public functions of the class, but deleted ones and those of classes within it. Empty if
// there is no such class.
Functions publicFunctions(const std::string& className, const std::string& header);

// The definitions of a member function outside the class, without the comments above them, each
// ending in a line end, in the file's order.
std::vector<std::string> definitionsOf(const std::string& className, const std::string& function,
                                       const std::string& source);

// What a definition begins with: `int recvLoop();` makes `int MP1Node::recvLoop()`.
// REQUIRES: the declaration is of `function`; it has no body.
std::string definitionHead(const std::string& className, const std::string& function,
                           const std::string& declaration);

bool hasBody(const std::string& declaration);

}  // namespace starter
