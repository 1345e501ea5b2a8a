#include "tests/mutants/Lexer.h"

#include <algorithm>
#include <cctype>

namespace mutants {

namespace {

// Longer symbols precede those that they begin with. A `>>` without a space before it closes two
// templates.
constexpr std::string_view kLongSymbols[] = {
    "<<=", ">>=", "...", "->", "::", "<<", ">>", "<=", ">=", "==", "!=", "&&",
    "||",  "++",  "--",  "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^="};

bool isOfWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool isSpace(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  Tokens read() {
    while (skipBetween(), at_ < source_.size()) {
      const size_t size = sizeOfNext();
      tokens_.push_back({kindOfNext(), source_.substr(at_, size), at_, isAfterSpace_});
      at_ += size;
      isAfterSpace_ = isFirstOfLine_ = false;
    }
    return std::move(tokens_);
  }

 private:
  bool isAt(std::string_view text) const { return source_.substr(at_, text.size()) == text; }

  void skipBetween() {
    while (at_ < source_.size()) {
      if (isSpace(source_[at_])) {
        isFirstOfLine_ = isFirstOfLine_ || source_[at_] == '\n';
        ++at_;
      } else if (isAt("//")) {
        skipTo("\n");
      } else if (isAt("/*")) {
        skipTo("*/");
        at_ = std::min(source_.size(), at_ + 2);
      } else if (source_[at_] == '#' && isFirstOfLine_) {
        skipPreprocessorLine();
      } else {
        return;
      }
      isAfterSpace_ = true;
    }
  }

  void skipTo(std::string_view text) { at_ = std::min(source_.size(), source_.find(text, at_)); }

  // A backslash at its end continues the line.
  void skipPreprocessorLine() {
    do {
      ++at_;
      skipTo("\n");
    } while (at_ < source_.size() && source_[at_ - 1] == '\\');
  }

  TokenKind kindOfNext() const {
    const char first = source_[at_];
    if (isDigit(first)) return TokenKind::Number;
    if (isOfWord(first)) return TokenKind::Word;
    return first == '"' || first == '\'' ? TokenKind::Quoted : TokenKind::Symbol;
  }

  size_t sizeOfNext() const {
    switch (kindOfNext()) {
      case TokenKind::Quoted: return sizeOfQuoted();
      case TokenKind::Symbol: return sizeOfSymbol();
      default: break;
    }
    const bool isNumber = isDigit(source_[at_]);
    size_t end = at_;
    while (end < source_.size() && (isOfWord(source_[end]) || (isNumber && source_[end] == '.'))) {
      ++end;
    }
    return end - at_;
  }

  size_t sizeOfQuoted() const {
    size_t end = at_ + 1;
    while (end < source_.size() && source_[end] != source_[at_])
      end += source_[end] == '\\' ? 2 : 1;
    return std::min(source_.size(), end + 1) - at_;
  }

  size_t sizeOfSymbol() const {
    for (const std::string_view symbol : kLongSymbols) {
      if (isAt(symbol) && (symbol != ">>" || isAfterSpace_)) return symbol.size();
    }
    return 1;
  }

  const std::string_view source_;
  size_t at_ = 0;
  bool isFirstOfLine_ = true;
  bool isAfterSpace_ = false;
  Tokens tokens_;
};

}  // namespace

Tokens tokensOf(std::string_view source) { return Lexer(source).read(); }

}  // namespace mutants
