// Which lines of the nodes' sources runs have reached, from what gcov writes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace search {

// A function with lines that no run has reached.
struct UnreachedFunction {
  std::string file;  // Its last name: "MP2Node.cpp".
  std::string name;  // Without arguments: "MP2Node::clientRead".
  bool isEntered = false;
  std::vector<std::pair<int, int>> lines;  // Runs of lines of code, first and last, ascending.
};

class LineCoverage {
 public:
  // Adds what `gcov --json-format --stdout` has written of one object, of files named
  // MP1Node or MP2Node: the others are the framework's and the library's. A line counts as reached
  // if it is in one object. Returns what is wrong, or "".
  std::string add(std::string_view json);

  // Those lines that have code.
  int lines() const;
  int unreachedLines() const;

  // By file and line.
  std::vector<UnreachedFunction> unreached() const;

 private:
  struct Function {
    std::string name;
    int last = 0;
    bool isEntered = false;
  };
  struct File {
    std::map<int, bool> isReached;      // By line.
    std::map<int, Function> functions;  // By first line. A lambda is part of what it is written in.
  };

  static void dropEnds(File* file);
  static const Function* functionAround(const File& file, int line, const Function* none);

  std::map<std::string, File> files_;
};

// "MP2Node.cpp: MP2Node::clientRead: lines 12, 15-17".
std::string unreachedText(const UnreachedFunction& function);

}  // namespace search
