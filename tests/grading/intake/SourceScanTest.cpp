// Tests of grading/intake/SourceScan.h.
#include "grading/intake/SourceScan.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

using Places = std::vector<std::string>;

Places hiddenIn(const std::string& text) { return hiddenWarnings({"MP2Node.cpp", text}); }
std::string insideOf(const std::string& text) { return useOfTheInside({"MP2Node.cpp", text}); }
std::string lackIn(const std::string& text) { return lackOf({"MP2Node.cpp", text}); }

TEST(SourceScanTest, hiddenWarnings_eachWayToHideThem) {
  const Places first = {"MP2Node.cpp:2 (#pragma GCC diagnostic ignored)"};
  EXPECT_EQ(first, hiddenIn("\n#pragma GCC diagnostic ignored \"-Wall\"\n"));
  EXPECT_EQ(Places{"MP2Node.cpp:2 (#pragma clang diagnostic ignored)"},
            hiddenIn("\n # /* a */ pragma\tclang diagnostic ignored \"-Wall\""));
  EXPECT_EQ(first, hiddenIn("\n%:pragma GCC diag\\\nnostic \\\n ignored \"-Wall\"\n"));
  EXPECT_EQ(Places{"MP2Node.cpp:1 (#pragma GCC system_header)"},
            hiddenIn("#pragma GCC system_header"));
  EXPECT_EQ(Places{"MP2Node.cpp:3 (_Pragma)"},
            hiddenIn("/*\n*/\n_Pragma(\"GCC diagnostic ignored \\\"-Wall\\\"\") int a;"));
  EXPECT_EQ(Places{"MP2Node.cpp:1 (_Pragma)"}, hiddenIn("#define QUIET _Pragma(\"x\")"));
  EXPECT_EQ(Places{"MP2Node.cpp:1 (#line)"}, hiddenIn("#line 3 \"Other.cpp\""));
  EXPECT_EQ(Places{"MP2Node.cpp:1 (#line)"}, hiddenIn("# 3 \"Other.cpp\" 3"));
  EXPECT_EQ(2u, hiddenIn("#line 1\n#line 2\n").size());
}

TEST(SourceScanTest, redefinedKeyword_theFirstLine) {
  const auto in = [](const std::string& text) { return redefinedKeyword({"MP2Node.cpp", text}); };
  EXPECT_EQ("", in("#define privately public\n#include <map>\nprivate: // #define private x\n"));
  EXPECT_EQ(
      "MP2Node.cpp:2: error: `private` is defined as a macro: the headers below may not "
      "compile with it; remove the line",
      in("// x\n # define private public\n#define class struct\n"));
}

Places erasuresIn(const std::string& body) {
  return erasuresInLoops({"MP1Node.cpp", "void f() {\n" + body + "\n}\n"});
}

TEST(SourceScanTest, erasuresInLoops_incrementsAnErasedIterator) {
  const Places second = {"MP1Node.cpp:2"};
  EXPECT_EQ(second, erasuresIn("for (auto it = v.begin(); it != v.end(); ++it) v.erase(it);"));
  EXPECT_EQ(second,
            erasuresIn("for (it = v.begin(); it != v.end(); it++) if (a(*it)) v.erase(it);"));
  EXPECT_EQ(Places{"MP1Node.cpp:4"}, erasuresIn("for (auto it = v.begin(); it != v.end(); it++) {\n"
                                                "  if (old(*it)) {\n    v.erase(it);\n  }\n}"));
}

TEST(SourceScanTest, erasuresInLoops_leavesRightLoopsAlone) {
  for (const char* body :
       {"for (auto it = v.begin(); it != v.end();) { if (a) it = v.erase(it); else ++it; }",
        "for (auto it = v.begin(); it != v.end(); ++it) { if (a) { v.erase(it); break; } }",
        "for (auto it = v.begin(); it != v.end(); ++it) { if (a) { v.erase(it); return; } }",
        "for (auto it = v.begin(); it != v.end(); ++it) { if (a) { it = v.erase(it); --it; } }",
        "for (auto it = v.begin(); it != v.end(); ++it) { if (a) { v.erase(it); it--; } }",
        "for (auto it = v.begin(); it != v.end(); ++it) { v.erase(it--); }",
        "for (int i = 0; i < 9; ++i) { keys.erase(i); }",
        "for (int i = v.size() - 1; i >= 0; --i) { v.erase(v.begin() + i); }",
        "// for (auto it = v.begin(); it != v.end(); ++it) v.erase(it);",
        "for (auto it = v.begin("}) {
    EXPECT_EQ(Places(), erasuresIn(body)) << body;
  }
}

TEST(SourceScanTest, hiddenWarnings_commentsStringsAndOtherPragmasHideNone) {
  EXPECT_EQ(Places(), hiddenIn("// #pragma GCC diagnostic ignored\n"
                               "/*\n#line 3\n*/\n"
                               "string s = \"\\\"_Pragma\";\n"
                               "string r = R\"x(\n#line 3\n)\" )x\";\n"
                               "char c = '\"'; // \\\n#line 3\n"
                               "#pragma once\n#pragma GCC diagnostic push\n"
                               "int outline = 1'000; int line = 3;\n"));
}

TEST(SourceScanTest, useOfTheInside_includedOrNamed) {
  EXPECT_EQ(
      "MP2Node.cpp line 2 uses the framework's inside (host/), which no submission needs: look at "
      "it.",
      insideOf("#include \"Log.h\"\n#include \"host/RunPosition.h\"\nhost::runPosition.call = 0;"));
  for (const char* text :
       {"host::runPosition.call = nullptr;", "x = ::sim :: y;", "using namespace sim;",
        "namespace  sim { struct X; }", "extern int x asm(_ZN4host11runPositionE);",
        "lab::suppose(x);", "#include <check/consistency/History.h>", "#define H \"../cli/Main.h\"",
        "#include \"stores/x.h\"", "#include \"grading/score/Grade.h\""}) {
    EXPECT_NE("", insideOf(text)) << text;
  }
}

TEST(SourceScanTest, useOfTheInside_theCoursesOwnAndOtherNamesAreNone) {
  for (const char* text :
       {"#include \"Log.h\"", "#include <vector>", "// sim::x", "s = \"sim/x.h\";", "mysim::x();",
        "std::sim::x();", "int sim = 3; a = sim ? b : c;", "namespace simple {}"}) {
    EXPECT_EQ("", insideOf(text)) << text;
  }
}

Places waysIn(const std::string& text) { return waysOut({"MP2Node.cpp", text}); }

TEST(SourceScanTest, waysOut_includesThatLeadOut) {
  const std::string first = "MP2Node.cpp line 1 ";
  EXPECT_EQ(Places{first + "includes ../../a.h, a path that leads out of its folder: look at it."},
            waysIn("#include \"../../a.h\""));
  EXPECT_EQ(Places{first + "includes /etc/passwd, an absolute path: look at it."},
            waysIn(" %: /* */ include </etc/passwd>"));
  EXPECT_EQ(Places{first + "includes MP1Node.cpp, which is no header: look at it."},
            waysIn("#inc\\\nlude \"MP1Node.cpp\""));
  EXPECT_EQ(Places{first + "includes a/b.d/..hidden.o, which is no header: look at it."},
            waysIn("#include_next \"a/b.d/..hidden.o\""));
  EXPECT_EQ(Places{"MP2Node.cpp line 2 includes a file that a macro names: look at it."},
            waysIn("#define A <../a.h>\n#include A"));
  EXPECT_EQ(Places{first + "takes in a file as bytes: look at it."}, waysIn("#embed \"a.h\""));
  EXPECT_EQ(Places{first + "includes /a, an absolute path: look at it."},
            waysIn("?\?=include \"/?\?/\na\""));
}

TEST(SourceScanTest, waysOut_assembler) {
  EXPECT_EQ(Places{"MP2Node.cpp line 2 has inline assembler: look at it."},
            waysIn("\nasm(\"nop\");"));
  EXPECT_EQ(1u, waysIn("#define A __asm__ volatile").size());
  EXPECT_EQ(
      Places{"MP2Node.cpp line 1 has .incbin, by which an assembler takes in a file as bytes: "
             "look at it."},
      waysIn("__asm(\".incbin \\\"MP2Node.cpp\\\"\");"));
}

TEST(SourceScanTest, waysOut_theFirstFiveAreNamed) {
  std::string text;
  for (int i = 0; i < 8; ++i) text += "asm(\"\");\n";
  const Places ways = waysIn(text);
  ASSERT_EQ(5u, ways.size());
  EXPECT_EQ(
      "MP2Node.cpp line 5 has inline assembler: look at it. There are 3 more such lines in this "
      "file.",
      ways.back());
}

TEST(SourceScanTest, waysOut_ordinaryFilesHaveNone) {
  EXPECT_EQ(Places{}, waysIn("#include <vector>\n#include <sys/types.h>\n#include \"MP2Node.h\"\n"
                             "#include <bits/stdc++.h>\n#import \"Log.hpp\"\n#\n"
                             "// #include \"../a.h\" asm\nint assembler = 1; string s = \"asm\";"));
}

TEST(SourceScanTest, lackOf_emptyOrOfAnotherClass) {
  EXPECT_EQ("the file is empty", lackIn(" \n\n"));
  EXPECT_EQ("the file has nothing of the class MP2Node",
            lackIn("#include \"MP2Node.h\"\n// MP2Node\nint x;"));
  EXPECT_EQ("", lackIn("void MP2Node::checkMessages() {}"));
  EXPECT_EQ("the file has nothing of the class MP1Node",
            lackOf({"MP1Node.h", "class MP1Node2 {}; extern int MP1Node;"}));
  EXPECT_EQ("", lackOf({"MP1Node.h", "class\n  MP1Node : public X {"}));
}

TEST(SourceScanTest, anyTextIsRead) {
  EXPECT_EQ(Places(), hiddenIn("#pragma" + std::string(1 << 17, ' ') + "once"));
  EXPECT_NE("", lackIn(std::string(1 << 17, 'x') + std::string(1 << 17, '(')));
  const std::string text = "#include \"a\\\n/* \" R\"( ' \\";
  for (size_t size = 0; size <= text.size(); ++size) {
    EXPECT_EQ(Places(), hiddenIn(text.substr(0, size)));
  }
}

}  // namespace
}  // namespace grading
