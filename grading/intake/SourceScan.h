// Scans the text of a submitted file before a compiler reads it. Ignores comments and the insides
// of strings.
#pragma once

#include <string>
#include <vector>

#include "grading/intake/Submission.h"

namespace grading {

// Returns the places where the file switches warnings off, or claims that a line is another file's:
// "MP2Node.cpp:3 (#pragma GCC diagnostic ignored)", in the order of the lines.
std::vector<std::string> hiddenWarnings(const SubmittedFile& file);

// Returns a sentence about the first line that includes or names a part of the framework that is
// not the course's; "" if there is none.
std::string useOfTheInside(const SubmittedFile& file);

// Returns a sentence about each line that can read something outside the submission, or hide what
// it does: an include of a path that is absolute, has `..`, names no header, or comes from a macro;
// inline assembler, and `.incbin` in it. In the order of the lines; after the first five, only the
// number of the others.
std::vector<std::string> waysOut(const SubmittedFile& file);

// Returns a line like the compiler's about the first line that defines a keyword as a macro, such
// as `private`: what standard headers then say names no line of the file. "" if there is none.
std::string redefinedKeyword(const SubmittedFile& file);

// Returns why the file cannot be built, a clause: it is empty, or has nothing of its class; else
// "".
std::string lackOf(const SubmittedFile& file);

// Returns where a `for` loop over an iterator erases that iterator's element and then still
// increments it: "MP1Node.cpp:87", in the order of the lines. Returns only certain mistakes.
std::vector<std::string> erasuresInLoops(const SubmittedFile& file);

}  // namespace grading
