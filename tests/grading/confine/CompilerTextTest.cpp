// Tests of grading/confine/CompilerText.h.
#include "grading/confine/CompilerText.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

std::string shown(const std::string& said) { return shownCompilerText(said, ""); }

TEST(CompilerTextTest, filesAreNamedInTheirFolder) {
  const std::string said =
      "In file included from my:nodes/MP1Node.cpp:1:\n"
      "my:nodes/MP1Node.cpp: In function 'int f()':\n"
      "my:nodes/MP1Node.cpp:2:10: error: 'x' was not declared in this scope\n"
      "    2 |   return x;\n";
  EXPECT_EQ(said, shownCompilerText(said, "my:nodes/"));
  EXPECT_EQ("MP2Node.cpp:7:1: error: secret\n",
            shownCompilerText("MP2Node.cpp:7:1: error: secret\n    7 | secret\n", "my:nodes/"));
}

TEST(CompilerTextTest, itsOwnLinesAreShown) {
  const std::string said =
      "MP1Node.cpp: In function 'int f()':\n"
      "MP1Node.cpp:2:10: error: 'x' was not declared in this scope\n"
      "    2 |   return x;\n"
      "      |          ^\n"
      "make: *** [Makefile:169: MP1Node.o] Error 1\n";
  EXPECT_EQ(said, shown(said));
}

TEST(CompilerTextTest, nothingOfAForeignFileIsShown) {
  EXPECT_EQ(
      "In file included from MP1Node.cpp:1:\n"
      "/etc/passwd:1: (a message about a file that is not the submission's)\n"
      "../../MP2Node.cpp:7: (a message about a file that is not the submission's)\n"
      "compilation terminated.\n",
      shown("In file included from MP1Node.cpp:1:\n"
            "/etc/passwd:1:1: error: 'root' does not name a type\n"
            "    1 | root:x:0:0:root:/root:/bin/bash\n"
            "      | ^~~~\n"
            "../../MP2Node.cpp:7:1: error: secret\n"
            " secret\n"
            " ^~~~~~\n"
            "compilation terminated.\n"));
}

TEST(CompilerTextTest, headersHaveTheirMessageWithoutTheLine) {
  EXPECT_EQ(
      "/usr/include/c++/12/vector:66:3: error: no matching function\n"
      "Message.h:20:1: note: candidate\n"
      "MP2Node.cpp:3:1: note: required from here\n"
      "    3 | v.push_back(1);\n",
      shown("/usr/include/c++/12/vector:66:3: error: no matching function\n"
            "   66 | inner();\n"
            "Message.h:20:1: note: candidate\n"
            "   20 | Message(string text);\n"
            "MP2Node.cpp:3:1: note: required from here\n"
            "    3 | v.push_back(1);\n"));
}

TEST(CompilerTextTest, pathsThatOnlyLookCommon) {
  const std::string hidden = ": (a message about a file that is not the submission's)\n";
  for (const std::string file :
       {"/usr/../etc/passwd", "build/x.h", "tests/x.h", "sim/../MP1Node.h"}) {
    EXPECT_EQ(file + ":4" + hidden, shown(file + ":4:2: error: text\n"));
  }
}

TEST(CompilerTextTest, textStaysInItsLineAndReadsAsItIsWritten) {
  EXPECT_EQ("MP1Node.cpp:1:1: error: ?b?\n", shown("MP1Node.cpp:1:1: error: \x1b"
                                                   "b\xe2\x80\xae\n"));
  EXPECT_EQ("", shown(""));
}

}  // namespace
}  // namespace grading
