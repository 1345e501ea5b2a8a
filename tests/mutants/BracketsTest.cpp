// Tests of tests/mutants/Brackets.h.
#include "tests/mutants/Brackets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mutants {
namespace {

std::string textOf(const Tokens& tokens, Range range) {
  std::string text;
  for (size_t i = range.first; i < range.second; ++i) text += tokens[i].text;
  return text;
}

size_t find(const Tokens& tokens, std::string_view text) {
  const auto found = std::find_if(tokens.begin(), tokens.end(),
                                  [&](const Token& token) { return token.text == text; });
  return static_cast<size_t>(found - tokens.begin());
}

// The operands of the first && or || (`symbol`), divided by a bar.
std::string operandsOf(const char* source, std::string_view symbol) {
  const Tokens tokens = tokensOf(source);
  const size_t at = find(tokens, symbol);
  const Range whole = {0, tokens.size()};
  return textOf(tokens, leftOperand(tokens, at, whole)) + " | " +
         textOf(tokens, rightOperand(tokens, at, whole));
}

TEST(BracketsTest, operands_endAtBracketsAndSymbolsThatDivideMore) {
  EXPECT_EQ("a | b", operandsOf("if (a && b) c();", "&&"));
  EXPECT_EQ("a==1 | f(b,c[2])", operandsOf("x = a == 1 && f(b, c[2]);", "&&"));
  EXPECT_EQ("(f(a)||b) | c", operandsOf("return (f(a) || b) && c ? d : e;", "&&"));
}

TEST(BracketsTest, operands_andBindsMoreThanOr) {
  EXPECT_EQ("a&&b | c&&d", operandsOf("a && b || c && d", "||"));
  EXPECT_EQ("a | b", operandsOf("a && b || c && d", "&&"));
  EXPECT_EQ("a | b", operandsOf("a || b || c", "||"));
}

TEST(BracketsTest, operands_ofAnExpressionThatIsCutOff) {
  EXPECT_EQ(" | ", operandsOf("&&", "&&"));
  EXPECT_EQ(" | (a", operandsOf("&& (a", "&&"));
}

std::vector<std::string> argumentsOf(const char* source) {
  const Tokens tokens = tokensOf(source);
  std::vector<std::string> texts;
  const std::vector<bool> isTemplate = templateBrackets(tokens, {0, tokens.size()});
  for (const Range& range : argumentsIn(tokens, isTemplate, find(tokens, "("))) {
    texts.push_back(textOf(tokens, range));
  }
  return texts;
}

TEST(BracketsTest, argumentsIn_dividesAtCommasOutsideOfBrackets) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ((Texts{"a", "g(b,c)", "{d,e}"}), argumentsOf("f(a, g(b, c), {d, e});"));
  EXPECT_EQ((Texts{"a<b,c>()", "d"}), argumentsOf("f(a<b, c>(), d);"));
  EXPECT_EQ((Texts{"a<b", "c>d"}), argumentsOf("f(a < b, c > d);"));
  EXPECT_EQ(Texts(), argumentsOf("f();"));
}

TEST(BracketsTest, templateBrackets_areNoComparisons) {
  const Tokens tokens = tokensOf("map<a, b<c> > d = e < f; g = h > i && x<y>(z);");
  const std::vector<bool> isTemplate = templateBrackets(tokens, {0, tokens.size()});
  std::string marks;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text == "<" || tokens[i].text == ">") marks += isTemplate[i] ? 't' : 'c';
  }
  EXPECT_EQ("ttttcctt", marks);
}

TEST(BracketsDeathTest, requires_anIndexOfTheTokens) {
  const Tokens tokens = tokensOf("a && b");
  EXPECT_DEATH(leftOperand(tokens, 0, {1, 3}), "check failed: whole.first <= at");
  EXPECT_DEATH(leftOperand(tokens, 3, {0, 3}), "check failed: at < whole.second");
  EXPECT_DEATH(rightOperand(tokens, 1, {0, 4}), "check failed: whole.second <= tokens.size\\(\\)");
  EXPECT_DEATH(argumentsIn(tokens, {}, 3), "check failed: open < tokens.size\\(\\)");
  EXPECT_DEATH(templateBrackets(tokens, {0, 4}), "check failed: whole.second <= tokens.size\\(\\)");
}

}  // namespace
}  // namespace mutants
