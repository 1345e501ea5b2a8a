// Tests of tests/mutants/Statements.h.
#include "tests/mutants/Statements.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mutants {
namespace {

using Kind = StatementKind;

struct Body {
  explicit Body(const char* source)
      : tokens(tokensOf(source)), statements(statementsOf(tokens, 0, tokens.size())) {}

  std::string text(size_t begin, size_t end) const {
    std::string text;
    for (size_t i = begin; i < end; ++i)
      text += (i > begin ? " " : "") + std::string(tokens[i].text);
    return text;
  }
  std::string text(size_t i) const { return text(statements.at(i).begin, statements.at(i).end); }
  std::string condition(size_t i) const {
    return text(statements.at(i).conditionBegin, statements.at(i).conditionEnd);
  }
  std::vector<Kind> kinds() const {
    std::vector<Kind> kinds;
    for (const Statement& statement : statements) kinds.push_back(statement.kind);
    return kinds;
  }

  Tokens tokens;
  std::vector<Statement> statements;
};

using Kinds = std::vector<Kind>;

TEST(StatementsTest, statementsOf_declarationsAndExpressions) {
  const Kinds declarations(9, Kind::Declaration);
  EXPECT_EQ(declarations, Body("int a = 1; const bool b = c; vector<int> d; Endpoint& e = f;"
                               "mp1::Zone g; Row* const h = i; Reader j(k); map<a, b>::iterator l;"
                               "static int m;")
                              .kinds());
  const Kinds expressions(9, Kind::Expression);
  EXPECT_EQ(expressions, Body("a = 1; f(b); ++c; *d = e; std::sort(g); h[1] = 2; i->j.k();"
                              "(l ? m : n).erase(o); static_cast<int>(p);")
                             .kinds());
}

TEST(StatementsTest, statementsOf_ifWithElse) {
  const Body body("if (a && f(b)) return; else { c(); }");
  EXPECT_EQ((Kinds{Kind::If, Kind::Return, Kind::Block, Kind::Expression}), body.kinds());
  EXPECT_EQ("a && f ( b )", body.condition(0));
  EXPECT_EQ(body.tokens.size(), body.statements[0].end);
  EXPECT_EQ("return ;", body.text(1));
  EXPECT_TRUE(body.statements[0].isInFunction);
  EXPECT_TRUE(body.statements[1].isBranch);
  EXPECT_TRUE(body.statements[2].isBranch);
  EXPECT_FALSE(body.statements[3].isBranch);
  EXPECT_FALSE(body.statements[3].isInFunction);
}

TEST(StatementsTest, statementsOf_loops) {
  const Body body(
      "for (int i = 0; i < n; ++i) a(i); while (b) { continue; } do c(); while (d); e();");
  EXPECT_EQ((Kinds{Kind::Loop, Kind::Expression, Kind::Loop, Kind::Block, Kind::Jump, Kind::Loop,
                   Kind::Expression, Kind::Expression}),
            body.kinds());
  EXPECT_EQ("int i = 0 ; i < n ; ++ i", body.condition(0));
  EXPECT_EQ("d", body.condition(5));
  EXPECT_EQ("do c ( ) ; while ( d ) ;", body.text(5));
  EXPECT_TRUE(body.statements[1].isLoopBody);
  EXPECT_TRUE(body.statements[7].isInFunction);
}

TEST(StatementsTest, statementsOf_switch) {
  const Body body("switch (a) { case b::C: d(); break; default: { e(); } } f();");
  EXPECT_EQ((Kinds{Kind::Switch, Kind::Block, Kind::Expression, Kind::Jump, Kind::Block,
                   Kind::Expression, Kind::Expression}),
            body.kinds());
  EXPECT_EQ("d ( ) ;", body.text(2));
}

TEST(StatementsTest, statementsOf_aLambdaIsPartOfItsStatement) {
  const Body body("sort(a, [](int b) { return b; }); c();");
  EXPECT_EQ((Kinds{Kind::Expression, Kind::Expression}), body.kinds());
}

TEST(StatementsTest, statementsOf_whatHasNoEndExtendsToTheEnd) {
  for (const char* source : {"if (a", "for (;;", "{ a();", "do", "if (a) b", "while", "else"}) {
    const Body body(source);
    for (const Statement& statement : body.statements) {
      EXPECT_LE(statement.begin, statement.end) << source;
      EXPECT_LE(statement.end, body.tokens.size()) << source;
    }
  }
}

TEST(StatementsDeathTest, requires_aRangeOfTheTokens) {
  EXPECT_DEATH(statementsOf(Tokens(), 1, 0), "check failed: begin <= end");
  EXPECT_DEATH(statementsOf(Tokens(), 0, 1), "check failed: end <= tokens.size\\(\\)");
}

}  // namespace
}  // namespace mutants
