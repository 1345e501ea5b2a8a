// What a submitted file's own text tells, before any compiler has read it. Comments and the insides
// of strings do not count.
#pragma once

#include <string>
#include <vector>

#include "grading/intake/Submission.h"

namespace grading {

// Where the file tells the compiler not to warn, or that a line is another file's: "MP2Node.cpp:3
// (#pragma GCC diagnostic ignored)", in the order of its lines.
std::vector<std::string> hiddenWarnings(const SubmittedFile& file);

// A sentence about the first line that includes or names what is the framework's own, not the
// course's; "" if there is none.
std::string useOfTheInside(const SubmittedFile& file);

// A sentence about each line that can fetch something from outside of the submission, or hide what
// it does: an include of a path that is absolute, has `..`, names no header, or is named by a
// macro; inline assembler, and in it `.incbin`. In the order of the lines; of many, the first five,
// and how many more there are.
std::vector<std::string> waysOut(const SubmittedFile& file);

// What the file lacks so that nothing can be built of it, a clause: it is empty, or has nothing of
// its class; else "".
std::string lackOf(const SubmittedFile& file);

// Where a `for` loop over an iterator erases that iterator's element and then increments it all the
// same: "MP1Node.cpp:87", in the order of the lines. Only of what is certainly wrong.
std::vector<std::string> erasuresInLoops(const SubmittedFile& file);

}  // namespace grading
