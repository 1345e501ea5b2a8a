// Tests of tests/mutants/Changes.h.
#include "tests/mutants/Changes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mutants {
namespace {

using Kind = ChangeKind;
using Texts = std::vector<std::string>;

// The bodies, without braces, that changes of this kind make of a function's body.
Texts changedBodies(const std::string& body, Kind kind, const std::string& result = "void") {
  const std::string head = result + " f() { ";
  const std::string source = head + body + " }";
  const Tokens tokens = tokensOf(source);
  Texts bodies;
  for (const Change& change : changesOf(tokens, regionsOf(tokens).at(0))) {
    if (change.kind != kind) continue;
    const std::string text = changed(source, change);
    bodies.push_back(text.substr(head.size(), text.size() - head.size() - 2));
  }
  return bodies;
}

TEST(ChangesTest, boundary) {
  EXPECT_EQ((Texts{"a(b <= c, d >= e);", "a(b < c, d > e);"}),
            changedBodies("a(b < c, d >= e);", Kind::Boundary));
  EXPECT_EQ(Texts(), changedBodies("vector<int> a; map<b, vector<c> > d;", Kind::Boundary));
}

TEST(ChangesTest, negation_ofConditions) {
  EXPECT_EQ((Texts{"if (!(a == b)) c();"}), changedBodies("if (a == b) c();", Kind::Negation));
  EXPECT_EQ((Texts{"if (a.b(c)) d();"}), changedBodies("if (!a.b(c)) d();", Kind::Negation));
  EXPECT_EQ((Texts{"if (!(!a && b == c)) d();", "if (!a && b != c) d();"}),
            changedBodies("if (!a && b == c) d();", Kind::Negation));
}

TEST(ChangesTest, negation_ofValues) {
  EXPECT_EQ((Texts{"return !(a < b);"}), changedBodies("return a < b;", Kind::Negation, "bool"));
  EXPECT_EQ((Texts{"return false;"}), changedBodies("return true;", Kind::Negation, "bool"));
  EXPECT_EQ((Texts{"const bool a = !(b == c);"}),
            changedBodies("const bool a = b == c;", Kind::Negation));
  EXPECT_EQ((Texts{"a(b != c, true);", "a(b == c, false);"}),
            changedBodies("a(b == c, true);", Kind::Negation));
}

TEST(ChangesTest, condition) {
  EXPECT_EQ((Texts{"if (true) b();", "if (false) b();"}),
            changedBodies("if (a) b();", Kind::Condition));
  EXPECT_EQ((Texts{"x = b || c;", "x = a || c;", "x = a || b;"}),
            changedBodies("x = a || b || c;", Kind::Condition));
  EXPECT_EQ(Texts(), changedBodies("while (a) b();", Kind::Condition));
}

TEST(ChangesTest, statement) {
  EXPECT_EQ((Texts{"; b();", "a(); ;"}), changedBodies("a(); b();", Kind::Statement));
  // An `if` whose condition is false, and a loop that is dropped, are the same.
  EXPECT_EQ(Texts(), changedBodies("if (a) b();", Kind::Statement));
  EXPECT_EQ((Texts{";"}), changedBodies("for (;;) a();", Kind::Statement));
  EXPECT_EQ((Texts{"int a = 1; switch (a) { case 1: b(); ; }",
                   "int a = 1; switch (a) { case 1: ; break; }"}),
            [] {
              Texts texts =
                  changedBodies("int a = 1; switch (a) { case 1: b(); break; }", Kind::Statement);
              std::reverse(texts.begin(), texts.end());
              return texts;
            }());
}

TEST(ChangesTest, constant) {
  EXPECT_EQ((Texts{"a(1, 0);", "a(6, 0);", "a(3, 1);"}), changedBodies("a(3, 0);", Kind::Constant));
  EXPECT_EQ(Texts(), changedBodies("a(0xff, 1ULL, 1.5, '0', \"1\");", Kind::Constant));
}

TEST(ChangesTest, constant_ofANamedOne) {
  const std::string source = "const int kTicks = 3;";
  const Tokens tokens = tokensOf(source);
  Texts texts;
  for (const Change& change : changesOf(tokens, regionsOf(tokens).at(0))) {
    texts.push_back(changed(source, change));
  }
  EXPECT_EQ((Texts{"const int kTicks = 1;", "const int kTicks = 6;"}), texts);
}

TEST(ChangesTest, earlyReturn) {
  EXPECT_EQ((Texts{"return; a(); b();"}), changedBodies("a(); b();", Kind::EarlyReturn));
  EXPECT_EQ((Texts{"return true; a(); return b;", "return false; a(); return b;"}),
            changedBodies("a(); return b;", Kind::EarlyReturn, "bool"));
  EXPECT_EQ((Texts{"return {}; return b;"}),
            changedBodies("return b;", Kind::EarlyReturn, "vector<int>"));
  EXPECT_EQ(Texts(), changedBodies("return b;", Kind::EarlyReturn, "const string&"));
}

TEST(ChangesTest, swappedArguments) {
  EXPECT_EQ((Texts{"f(b(c), a, d);", "f(a, d, b(c));"}),
            changedBodies("f(a, b(c), d);", Kind::SwappedArguments));
  EXPECT_EQ((Texts{"const A a = {c, b};"}),
            changedBodies("const A a = {b, c};", Kind::SwappedArguments));
  EXPECT_EQ(Texts(), changedBodies("f(a, a); x = max(a, b);", Kind::SwappedArguments));
}

TEST(ChangesTest, leavesOutChecksAndWhatOnlyReservesMemory) {
  const std::string body =
      "MP1_CHECK(a < 1 && b == c); MP2_CHECK(d); e.reserve(1); log->LOG(f, \"g\");";
  for (size_t kind = 0; kind < kChangeKinds; ++kind) {
    EXPECT_EQ(Texts(), changedBodies(body, static_cast<Kind>(kind), "const int&"));
  }
}

TEST(ChangesTest, changed_keepsTheNumberOfLines) {
  EXPECT_EQ("a\n;\n\nb\n", changed("a\nc(\nd\n);b\n", {Kind::Statement, 2, 7, ";"}));
}

TEST(ChangesDeathTest, requires_aChangeInTheSource) {
  EXPECT_DEATH(changed("ab", {Kind::Statement, 1, 2, ""}), "check failed: change.offset");
  EXPECT_DEATH(changesOf(Tokens(), {"f", true, Result::Nothing, 0, 1}),
               "check failed: region.end <= tokens.size\\(\\)");
}

}  // namespace
}  // namespace mutants
