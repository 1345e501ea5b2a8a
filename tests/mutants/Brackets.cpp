#include "tests/mutants/Brackets.h"

#include <algorithm>
#include <string_view>

#include "host/Check.h"
#include "tests/mutants/Outline.h"

namespace mutants {

namespace {

bool opens(std::string_view text) { return text == "(" || text == "[" || text == "{"; }
bool closes(std::string_view text) { return text == ")" || text == "]" || text == "}"; }

// Whether this token, in no brackets, ends an operand of `logical`.
bool divides(std::string_view text, std::string_view logical) {
  if (text == "||" || text == logical) return true;
  return text == "," || text == ";" || text == "?" || text == ":" || text == "=" ||
         text == "return";
}

size_t openingOf(const Tokens& tokens, size_t close, size_t first) {
  size_t depth = 0;
  for (size_t i = close + 1; i-- > first;) {
    if (closes(tokens[i].text)) ++depth;
    if (opens(tokens[i].text) && --depth == 0) return i;
  }
  return first;
}

}  // namespace

Range leftOperand(const Tokens& tokens, size_t at, Range whole) {
  CHECK(whole.first <= at);
  CHECK(at < whole.second);
  CHECK(whole.second <= tokens.size());
  size_t begin = at;
  while (begin > whole.first) {
    const std::string_view before = tokens[begin - 1].text;
    if (opens(before) || divides(before, tokens[at].text)) break;
    begin = closes(before) ? openingOf(tokens, begin - 1, whole.first) : begin - 1;
  }
  return {begin, at};
}

Range rightOperand(const Tokens& tokens, size_t at, Range whole) {
  CHECK(whole.first <= at);
  CHECK(at < whole.second);
  CHECK(whole.second <= tokens.size());
  size_t end = at + 1;
  while (end < whole.second) {
    const std::string_view next = tokens[end].text;
    if (closes(next) || divides(next, tokens[at].text)) break;
    end = opens(next) ? closingOf(tokens, end) + 1 : end + 1;
  }
  return {at + 1, std::min(end, whole.second)};
}

std::vector<Range> argumentsIn(const Tokens& tokens, const std::vector<bool>& isTemplate,
                               size_t open) {
  CHECK(open < tokens.size());
  const size_t close = closingOf(tokens, open);
  std::vector<Range> arguments;
  size_t depth = 0;
  size_t begin = open + 1;
  for (size_t i = begin; i < close; ++i) {
    if (isTemplate[i]) depth += tokens[i].text == "<" ? 1 : -1;
    if (tokens[i].text == "," && depth == 0) {
      arguments.push_back({begin, i});
      begin = i + 1;
    }
    if (opens(tokens[i].text)) i = closingOf(tokens, i);
  }
  if (begin < close) arguments.push_back({begin, close});
  return arguments;
}

std::vector<bool> templateBrackets(const Tokens& tokens, Range whole) {
  CHECK(whole.second <= tokens.size());
  std::vector<bool> isTemplate(tokens.size());
  size_t depth = 0;
  for (size_t i = whole.first; i < whole.second; ++i) {
    const std::string_view text = tokens[i].text;
    if (text == ";" || text == "{") depth = 0;
    isTemplate[i] = (text == "<" && !tokens[i].isAfterSpace) || (text == ">" && depth > 0);
    if (isTemplate[i]) depth += text == "<" ? 1 : -1;
  }
  return isTemplate;
}

}  // namespace mutants
