#include "tests/mutants/Changes.h"

#include <algorithm>
#include <charconv>

#include "host/Check.h"
#include "tests/mutants/Brackets.h"
#include "tests/mutants/Statements.h"

namespace mutants {

namespace {

// A statement with one of these names is left as it is.
constexpr std::string_view kLeftOut[] = {"MP1_CHECK", "MP2_CHECK", "static_assert",
                                         "LOG",       "reserve",   "Prefetch"};
// Their arguments are alike.
constexpr std::string_view kSymmetric[] = {"min", "max"};

template <typename List>
bool contains(const List& list, std::string_view text) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

class ChangeFinder {
 public:
  ChangeFinder(const Tokens& tokens, const Region& region)
      : tokens_(tokens),
        region_(region),
        isTemplate_(templateBrackets(tokens, {region.begin, region.end})),
        isLeftOut_(tokens.size()),
        isNegated_(tokens.size()) {
    if (region.isFunction) statements_ = statementsOf(tokens, region.begin, region.end);
  }

  std::vector<Change> find() {
    leaveOut();
    for (const Statement& statement : statements_) {
      if (isLeftOut_[statement.begin]) continue;
      changeCondition(statement);
      negateValue(statement);
      drop(statement);
      returnBefore(statement);
    }
    for (size_t i = region_.begin; i < region_.end; ++i) {
      if (!isLeftOut_[i]) changeToken(i);
    }
    return std::move(changes_);
  }

 private:
  std::string_view text(size_t at) const { return at < tokens_.size() ? tokens_[at].text : ""; }

  void leaveOut() {
    for (const Statement& statement : statements_) {
      if (statement.kind != StatementKind::Expression) continue;
      bool isNamed = false;
      for (size_t i = statement.begin; i < statement.end; ++i) {
        isNamed = isNamed || contains(kLeftOut, text(i));
      }
      std::fill(isLeftOut_.begin() + static_cast<long>(statement.begin),
                isLeftOut_.begin() + static_cast<long>(statement.end), isNamed);
    }
  }

  // ---- Changes of statements.

  // A loop's condition stays: most changes of it would never end.
  void changeCondition(const Statement& statement) {
    if (statement.kind != StatementKind::If) return;
    const Range condition = {statement.conditionBegin, statement.conditionEnd};
    negate(condition);
    replace(ChangeKind::Condition, condition, "true");
    replace(ChangeKind::Condition, condition, "false");
  }

  // What a function returns, or what a constant of the function is.
  void negateValue(const Statement& statement) {
    const size_t end = statement.end - 1;
    if (statement.kind == StatementKind::Return && region_.result == Result::Bool) {
      if (statement.begin + 1 < end) negate({statement.begin + 1, end});
    } else if (statement.kind == StatementKind::Declaration && text(statement.begin) == "const" &&
               text(statement.begin + 1) == "bool" && text(statement.begin + 3) == "=") {
      negate({statement.begin + 4, end});
    }
  }

  // The comparisons and the truth values in it are not changed again, unless they are operands.
  void negate(Range value) {
    if (value.second - value.first == 1 && isTruth(value.first)) return;
    const bool hasNot = text(value.first) == "!" && isOneOperand(value);
    replace(ChangeKind::Negation, value,
            hasNot ? sourceOf({value.first + 1, value.second}) : "!(" + sourceOf(value) + ")");
    bool hasOperands = false;
    for (size_t i = value.first; i < value.second; ++i) {
      hasOperands = hasOperands || text(i) == "&&" || text(i) == "||" || text(i) == "?";
    }
    if (hasOperands) return;
    std::fill(isNegated_.begin() + static_cast<long>(value.first),
              isNegated_.begin() + static_cast<long>(value.second), true);
  }

  // Whether the `!` at its begin is that of all of it.
  bool isOneOperand(Range value) const {
    for (size_t i = value.first + 1; i < value.second; ++i) {
      if (text(i) == "(" || text(i) == "[") i = closingOf(tokens_, i);
      const bool isName = i < value.second && tokens_[i].kind == TokenKind::Word;
      if (isName || text(i) == ")" || text(i) == "]") continue;
      if (text(i) != "." && text(i) != "->" && text(i) != "::") return false;
    }
    return true;
  }

  void drop(const Statement& statement) {
    // Dropping a branch, or a loop's only statement, is the same as dropping what it belongs to.
    if (statement.isBranch || statement.isLoopBody) return;
    const bool isLoop = statement.kind == StatementKind::Loop;
    const bool isBareReturn = statement.kind == StatementKind::Return &&
                              statement.end - statement.begin == 2 && !endsFunction(statement);
    if (isLoop || isBareReturn || statement.kind == StatementKind::Jump ||
        statement.kind == StatementKind::Expression) {
      replace(ChangeKind::Statement, {statement.begin, statement.end}, ";");
    }
  }

  bool endsFunction(const Statement& statement) const {
    return statement.isInFunction && statement.end == region_.end;
  }

  void returnBefore(const Statement& statement) {
    if (!statement.isInFunction) return;
    const bool isFirst = statement.begin == region_.begin;
    switch (region_.result) {
      case Result::Nothing:
        // Before the last statement, it would be the same as dropping that, unless that has cases.
        if (!endsFunction(statement) || statement.kind == StatementKind::Switch) {
          insertReturn(statement, "return; ");
        }
        break;
      case Result::Bool:
        if (!isFirst) break;
        insertReturn(statement, "return true; ");
        insertReturn(statement, "return false; ");
        break;
      case Result::Value:
        if (isFirst) insertReturn(statement, "return {}; ");
        break;
      case Result::Reference: break;
    }
  }

  void insertReturn(const Statement& before, std::string_view text) {
    changes_.push_back(
        {ChangeKind::EarlyReturn, tokens_[before.begin].offset, 0, std::string(text)});
  }

  // ---- Changes of tokens.

  void changeToken(size_t at) {
    changeComparison(at);
    dropOperands(at);
    changeNumber(at);
    swapArguments(at);
    if (isTruth(at) && !isNegated_[at]) {
      replace(ChangeKind::Negation, at, text(at) == "true" ? "false" : "true");
    }
  }

  bool isTruth(size_t at) const { return text(at) == "true" || text(at) == "false"; }

  void changeComparison(size_t at) {
    if (isTemplate_[at]) return;
    const std::string_view symbol = text(at);
    if (symbol == "<" || symbol == ">") {
      replace(ChangeKind::Boundary, at, std::string(symbol) + "=");
    } else if (symbol == "<=" || symbol == ">=") {
      replace(ChangeKind::Boundary, at, std::string(symbol.substr(0, 1)));
    } else if ((symbol == "==" || symbol == "!=") && !isNegated_[at]) {
      replace(ChangeKind::Negation, at, symbol == "==" ? "!=" : "==");
    }
  }

  void dropOperands(size_t at) {
    const std::string_view symbol = text(at);
    if (symbol != "&&" && symbol != "||") return;
    const Range whole = {region_.begin, region_.end};
    const Range left = leftOperand(tokens_, at, whole);
    const Range right = rightOperand(tokens_, at, whole);
    const bool isFirst = left.first == region_.begin || text(left.first - 1) != symbol;
    if (isFirst) replace(ChangeKind::Condition, {left.first, right.second}, sourceOf(right));
    replace(ChangeKind::Condition, {left.first, right.second}, sourceOf(left));
  }

  // Numbers in another form than decimal are bits, or constants of a hash function.
  void changeNumber(size_t at) {
    if (tokens_[at].kind != TokenKind::Number) return;
    const std::string_view digits = text(at);
    long number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool isOctal = digits.size() > 1 && digits[0] == '0';
    if (error != std::errc() || end != digits.data() + digits.size() || isOctal) return;
    if (number == 0) return replace(ChangeKind::Constant, at, "1");
    replace(ChangeKind::Constant, at, std::to_string(number / 2));
    replace(ChangeKind::Constant, at, std::to_string(number * 2));
  }

  // Of a call, or of a list of members.
  void swapArguments(size_t at) {
    const bool isCall = text(at) == "(" && !tokens_[at].isAfterSpace && at > region_.begin &&
                        tokens_[at - 1].kind == TokenKind::Word &&
                        !contains(kSymmetric, text(at - 1));
    const bool isList = text(at) == "{" && at > region_.begin && text(at - 1) == "=";
    if (!isCall && !isList) return;
    const std::vector<Range> arguments = argumentsIn(tokens_, isTemplate_, at);
    for (size_t i = 1; i < arguments.size(); ++i) {
      const Range left = arguments[i - 1];
      const Range right = arguments[i];
      if (sourceOf(left) == sourceOf(right)) continue;
      replace(ChangeKind::SwappedArguments, {left.first, right.second},
              sourceOf(right) + ", " + sourceOf(left));
    }
  }

  // ----

  void replace(ChangeKind kind, size_t at, std::string replacement) {
    replace(kind, {at, at + 1}, std::move(replacement));
  }

  void replace(ChangeKind kind, Range range, std::string replacement) {
    const size_t begin = tokens_[range.first].offset;
    const size_t end = tokens_[range.second - 1].end();
    changes_.push_back({kind, begin, end - begin, std::move(replacement)});
  }

  // The tokens with one space where there is any: without comments and line ends.
  std::string sourceOf(Range range) const {
    std::string source;
    for (size_t i = range.first; i < range.second; ++i) {
      if (i > range.first && tokens_[i].isAfterSpace) source.push_back(' ');
      source.append(tokens_[i].text);
    }
    return source;
  }

  const Tokens& tokens_;
  const Region region_;
  const std::vector<bool> isTemplate_;
  std::vector<bool> isLeftOut_;
  std::vector<bool> isNegated_;
  std::vector<Statement> statements_;
  std::vector<Change> changes_;
};

}  // namespace

std::string_view nameOf(ChangeKind kind) {
  static constexpr std::string_view kNames[kChangeKinds] = {
      "boundary", "negation", "condition", "statement", "constant", "early return", "arguments"};
  return kNames[static_cast<size_t>(kind)];
}

std::vector<Change> changesOf(const Tokens& tokens, const Region& region) {
  CHECK(region.end <= tokens.size());
  return ChangeFinder(tokens, region).find();
}

std::string changed(std::string_view source, const Change& change) {
  CHECK(change.offset + change.size <= source.size());
  std::string text(source.substr(0, change.offset));
  text.append(change.replacement);
  const std::string_view replaced = source.substr(change.offset, change.size);
  const auto lines = std::count(replaced.begin(), replaced.end(), '\n');
  text.append(static_cast<size_t>(lines), '\n');
  text.append(source.substr(change.offset + change.size));
  return text;
}

}  // namespace mutants
