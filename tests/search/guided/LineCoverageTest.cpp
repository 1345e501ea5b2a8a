// Tests of search/guided/LineCoverage.h.
#include "search/guided/LineCoverage.h"

#include <gtest/gtest.h>

namespace search {
namespace {

std::string lineJson(int number, int count) {
  return "{\"line_number\": " + std::to_string(number) + ", \"count\": " + std::to_string(count) +
         "}";
}

std::string functionJson(const std::string& name, int first, int last, int count) {
  return "{\"demangled_name\": \"" + name + "\", \"start_line\": " + std::to_string(first) +
         ", \"end_line\": " + std::to_string(last) +
         ", \"execution_count\": " + std::to_string(count) + "}";
}

std::string fileJson(const std::string& name, const std::string& functions,
                     const std::string& lines) {
  return "{\"files\": [{\"file\": \"" + name + "\", \"functions\": [" + functions +
         "], \"lines\": [" + lines + "]}]}";
}

std::vector<std::string> textsOf(const LineCoverage& coverage) {
  std::vector<std::string> texts;
  for (const UnreachedFunction& function : coverage.unreached())
    texts.push_back(unreachedText(function));
  return texts;
}

TEST(LineCoverageTest, unreached_joinsLinesWithNoReachedLineBetween) {
  LineCoverage coverage;
  EXPECT_EQ("", coverage.add(fileJson("a/MP2Node.cpp", functionJson("MP2Node::read(int)", 1, 9, 3),
                                      lineJson(1, 3) + "," + lineJson(2, 0) + "," + lineJson(4, 0) +
                                          "," + lineJson(5, 1) + "," + lineJson(7, 0))));
  EXPECT_EQ(std::vector<std::string>{"MP2Node.cpp: MP2Node::read: lines 2-4, 7"},
            textsOf(coverage));
  EXPECT_EQ(5, coverage.lines());
  EXPECT_EQ(3, coverage.unreachedLines());
}

TEST(LineCoverageTest, unreached_tellsOfFunctionsThatWereNeverEntered) {
  LineCoverage coverage;
  const std::string functions = functionJson("(anonymous namespace)::f(int)", 1, 2, 0) + "," +
                                functionJson("g[abi:cxx11]()", 3, 4, 0);
  coverage.add(fileJson("MP1Node.cpp", functions,
                        lineJson(1, 0) + "," + lineJson(3, 0) + "," + lineJson(4, 0)));
  EXPECT_EQ((std::vector<std::string>{"MP1Node.cpp: f, never entered: line 1",
                                      "MP1Node.cpp: g, never entered: lines 3-4"}),
            textsOf(coverage));
}

TEST(LineCoverageTest, unreached_namesTheFunctionAroundALambda) {
  LineCoverage coverage;
  const std::string functions =
      functionJson("f()", 1, 9, 1) + "," + functionJson("f()::{lambda()#1}::operator()()", 2, 4, 0);
  coverage.add(fileJson("MP1Node.cpp", functions,
                        lineJson(1, 1) + "," + lineJson(3, 0) + "," + lineJson(5, 1)));
  EXPECT_EQ(std::vector<std::string>{"MP1Node.cpp: f: line 3"}, textsOf(coverage));
}

TEST(LineCoverageTest, add_takesALineAsReachedIfOneObjectReachesIt) {
  LineCoverage coverage;
  const std::string function = functionJson("f()", 1, 1, 0);
  coverage.add(fileJson("MP1Node.h", function, lineJson(1, 0)));
  coverage.add(fileJson("MP1Node.h", functionJson("f()", 1, 1, 2), lineJson(1, 2)));
  coverage.add(fileJson("MP1Node.h", function, lineJson(1, 0)));
  EXPECT_EQ(0, coverage.unreachedLines());
  EXPECT_TRUE(coverage.unreached().empty());
}

TEST(LineCoverageTest, add_leavesTheCleanUpAtAFunctionsEndOut) {
  LineCoverage coverage;
  coverage.add(fileJson("MP1Node.cpp",
                        functionJson("f()", 1, 3, 1) + "," + functionJson("g()", 4, 5, 0),
                        lineJson(1, 1) + "," + lineJson(3, 0) + "," + lineJson(5, 0)));
  EXPECT_EQ(std::vector<std::string>{"MP1Node.cpp: g, never entered: line 5"}, textsOf(coverage));
  EXPECT_EQ(2, coverage.lines());
}

TEST(LineCoverageTest, add_leavesOtherFilesOut) {
  LineCoverage coverage;
  EXPECT_EQ("", coverage.add(fileJson("Member.h", "", lineJson(1, 0))));
  EXPECT_EQ(0, coverage.lines());
}

TEST(LineCoverageTest, add_returnsWhatIsWrong) {
  LineCoverage coverage;
  EXPECT_NE("", coverage.add(""));
  EXPECT_NE("", coverage.add("{\"files\": ["));
  EXPECT_EQ("", coverage.add("[]"));
}

}  // namespace
}  // namespace search
