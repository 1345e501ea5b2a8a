// Tests of tests/mutants/Lexer.h.
#include "tests/mutants/Lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mutants {
namespace {

std::vector<std::string> textsOf(std::string_view source) {
  std::vector<std::string> texts;
  for (const Token& token : tokensOf(source)) texts.emplace_back(token.text);
  return texts;
}

using Texts = std::vector<std::string>;

TEST(LexerTest, tokensOf_wordsNumbersAndSymbols) {
  EXPECT_EQ((Texts{"a_1", "+=", "b", "->", "c", "(", "0x1fULL", ",", "1.2", ")", "<=", "~", "d"}),
            textsOf("a_1 += b->c(0x1fULL, 1.2) <= ~d"));
}

TEST(LexerTest, tokensOf_templatesCloseOneByOne) {
  EXPECT_EQ((Texts{"a", "<", "b", "<", "c", ">", ">", "d"}), textsOf("a<b<c>> d"));
  EXPECT_EQ((Texts{"a", ">>", "b"}), textsOf("a >> b"));
}

TEST(LexerTest, tokensOf_leavesOutCommentsAndPreprocessorLines) {
  EXPECT_EQ((Texts{"a", "b", "/", "c", "d"}),
            textsOf("a // x < y\nb /* if (z) */ / c\n  #define X(a) \\\n  a < 1\nd"));
}

TEST(LexerTest, tokensOf_signWithinALineBeginsNoPreprocessorLine) {
  EXPECT_EQ((Texts{"a", "#", "b"}), textsOf("a # b"));
}

TEST(LexerTest, tokensOf_quotedTextIsOneToken) {
  EXPECT_EQ((Texts{"f", "(", "\"a // \\\" < b\"", ",", "'\\''", ")"}),
            textsOf("f(\"a // \\\" < b\", '\\'')"));
}

TEST(LexerTest, tokensOf_whatHasNoEndExtendsToTheEnd) {
  EXPECT_EQ((Texts{"a", "\"b;"}), textsOf("a \"b;"));
  EXPECT_EQ((Texts{"a"}), textsOf("a /* b"));
  EXPECT_EQ((Texts{"'\\"}), textsOf("'\\"));
  EXPECT_EQ(Texts(), textsOf(""));
}

TEST(LexerTest, tokensOf_kindsOffsetsAndSpaces) {
  const Tokens tokens = tokensOf("a <\"b\"\n1");
  ASSERT_EQ(4u, tokens.size());
  EXPECT_EQ(TokenKind::Word, tokens[0].kind);
  EXPECT_EQ(TokenKind::Symbol, tokens[1].kind);
  EXPECT_EQ(TokenKind::Quoted, tokens[2].kind);
  EXPECT_EQ(TokenKind::Number, tokens[3].kind);
  EXPECT_EQ(2u, tokens[1].offset);
  EXPECT_EQ(6u, tokens[2].end());
  EXPECT_TRUE(tokens[1].isAfterSpace);
  EXPECT_FALSE(tokens[2].isAfterSpace);
  EXPECT_TRUE(tokens[3].isAfterSpace);
}

}  // namespace
}  // namespace mutants
