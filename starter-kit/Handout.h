// What a student is given of a class: its interface, with the bodies that are to be written left
// open. Made from the solution and a template, so that the two have one interface, and a change of
// one that the other does not know of is an error.
//
// A template is the text of the handout. Its lines that begin with @ are replaced:
//
//   @declare NAME            the declarations of the solution's public function NAME
//   @declare NAME: TEXT      TEXT: the course's form of a function that takes other parameters here
//   @define NAME REST        the head of NAME's definition as it was declared, and REST
//   @copy NAME               NAME's definition, as it stands in the solution
//   @ours NAME               nothing: a public function of the solution that is no part of the
//   course
//
// Of a function with overloads, the n-th @define or @copy is about the n-th.
#pragma once

#include <string>
#include <vector>

namespace starter {

struct TextFile {
  std::string path;  // For messages.
  std::string text;
};

// The two files of a class.
struct ClassFiles {
  TextFile header;
  TextFile source;
};

struct Handout {
  std::string header;
  std::string source;
};

// Returns what is wrong, in lines `file:line: what`; if nothing is, *handout is complete.
std::vector<std::string> makeHandout(const std::string& className, const ClassFiles& solution,
                                     const ClassFiles& handoutTemplate, Handout* handout);

}  // namespace starter
