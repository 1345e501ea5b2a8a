#include "tests/mutants/Statements.h"

#include <algorithm>
#include <string_view>

#include "host/Check.h"
#include "tests/mutants/Outline.h"

namespace mutants {

namespace {

enum class Place { Function, Block, Branch, LoopBody };

class StatementReader {
 public:
  StatementReader(const Tokens& tokens, size_t end) : tokens_(tokens), end_(end) {}

  void readAll(size_t at, Place place) {
    const size_t end = end_;
    while (at < end) at = read(at, place);
  }

  std::vector<Statement> statements() && { return std::move(statements_); }

 private:
  std::string_view text(size_t at) const { return at < end_ ? tokens_[at].text : ""; }

  // Each returns the index behind what it has read.

  size_t read(size_t at, Place place) {
    const std::string_view first = text(at);
    if (first == "case" || first == "default") return behind(at, ":");
    if (first == "{") return readBlock(at, place);
    if (first == "if") return readIf(at, place);
    if (first == "for" || first == "while" || first == "switch") return readHeaded(at, place);
    if (first == "do") return readDo(at, place);
    const size_t end = behind(at, ";");
    add(kindOfSimple(at, end), at, place);
    return finish(statements_.size() - 1, end);
  }

  size_t readBlock(size_t at, Place place) {
    const size_t block = add(StatementKind::Block, at, place);
    const size_t close = closing(at);
    for (size_t inner = at + 1; inner < close;) inner = read(inner, Place::Block);
    return finish(block, close + 1);
  }

  size_t readIf(size_t at, Place place) {
    const size_t statement = add(StatementKind::If, at, place);
    size_t end = read(readCondition(statement, at + 1), Place::Branch);
    if (text(end) == "else") end = read(end + 1, Place::Branch);
    return finish(statement, end);
  }

  size_t readHeaded(size_t at, Place place) {
    const bool isSwitch = text(at) == "switch";
    const size_t statement = add(isSwitch ? StatementKind::Switch : StatementKind::Loop, at, place);
    const size_t body = readCondition(statement, at + 1);
    return finish(statement, read(body, Place::LoopBody));
  }

  size_t readDo(size_t at, Place place) {
    const size_t statement = add(StatementKind::Loop, at, place);
    const size_t condition = read(at + 1, Place::LoopBody) + 1;
    return finish(statement, behind(readCondition(statement, condition), ";"));
  }

  size_t readCondition(size_t statement, size_t open) {
    if (text(open) != "(") return open;
    const size_t close = closing(open);
    statements_[statement].conditionBegin = open + 1;
    statements_[statement].conditionEnd = close;
    return std::min(close + 1, end_);
  }

  size_t closing(size_t open) const { return std::min(closingOf(tokens_, open), end_); }

  // The index behind the next `mark` that is in no brackets.
  size_t behind(size_t at, std::string_view mark) const {
    while (at < end_ && text(at) != mark) {
      const bool isOpen = text(at) == "(" || text(at) == "[" || text(at) == "{";
      at = isOpen ? closing(at) + 1 : at + 1;
    }
    return std::min(at + 1, end_);
  }

  // Operands of an expression are separated by symbols; a declaration has a type before a name.
  StatementKind kindOfSimple(size_t at, size_t end) const {
    const std::string_view first = text(at);
    if (first == "return") return StatementKind::Return;
    if (first == "break" || first == "continue") return StatementKind::Jump;
    if (first == "const" || first == "static" || first == "typedef" || first == "using") {
      return StatementKind::Declaration;
    }
    size_t i = at;
    while (i < end && (tokens_[i].kind == TokenKind::Word || text(i) == "::")) {
      if (i > at && tokens_[i].kind == TokenKind::Word && text(i - 1) != "::") {
        return StatementKind::Declaration;
      }
      ++i;
    }
    const bool isType = i > at && (text(i) == "<" || text(i) == "&" || text(i) == "*");
    const bool isCall = text(i) == "<" && isFunctionName(i - 1);
    return isType && !isCall ? StatementKind::Declaration : StatementKind::Expression;
  }

  // static_cast<int>(…) and the like.
  bool isFunctionName(size_t at) const { return text(at).ends_with("_cast"); }

  size_t add(StatementKind kind, size_t at, Place place) {
    at = std::min(at, end_);
    statements_.push_back({kind, at, at, at, at, place == Place::Function, place == Place::Branch,
                           place == Place::LoopBody});
    return statements_.size() - 1;
  }

  size_t finish(size_t statement, size_t end) {
    return statements_[statement].end = std::min(end, end_);
  }

  const Tokens& tokens_;
  const size_t end_;
  std::vector<Statement> statements_;
};

}  // namespace

std::vector<Statement> statementsOf(const Tokens& tokens, size_t begin, size_t end) {
  CHECK(begin <= end);
  CHECK(end <= tokens.size());
  StatementReader reader(tokens, end);
  reader.readAll(begin, Place::Function);
  return std::move(reader).statements();
}

}  // namespace mutants
