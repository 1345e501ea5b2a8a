#include "tests/mutants/Outline.h"

#include <algorithm>
#include <string_view>

#include "host/Check.h"

namespace mutants {

namespace {

bool opens(std::string_view text) { return text == "(" || text == "[" || text == "{"; }
bool closes(std::string_view text) { return text == ")" || text == "]" || text == "}"; }

// Reads declarations until the end of the tokens. A declaration's head is all tokens from its first
// one to its `{` or `;`.
class OutlineReader {
 public:
  explicit OutlineReader(const Tokens& tokens) : tokens_(tokens) {}

  std::vector<Region> read() {
    size_t head = 0;
    for (size_t at = 0; at < tokens_.size(); ++at) {
      const std::string_view text = tokens_[at].text;
      if (text == "(" || text == "[") {
        at = std::min(closingOf(tokens_, at), tokens_.size() - 1);
        continue;
      }
      if (text == "{") at = enterBraces(head, at);
      if (text == "}" && !scopes_.empty()) scopes_.pop_back();
      if (text == ";") addConstant(head, at);
      const bool isLabel = text == ":" && isAccess(at - 1);
      if (text == ";" || text == "}" || isLabel || isAtScope_) head = at + 1;
      isAtScope_ = false;
    }
    return std::move(regions_);
  }

 private:
  bool isAccess(size_t at) const {
    if (at >= tokens_.size()) return false;
    const std::string_view text = tokens_[at].text;
    return text == "public" || text == "private" || text == "protected";
  }

  size_t find(std::string_view text, size_t begin, size_t end) const {
    while (begin < end && tokens_[begin].text != text) ++begin;
    return begin;
  }
  bool has(std::string_view text, size_t begin, size_t end) const {
    return find(text, begin, end) < end;
  }

  // Returns the index at which to go on: the brace itself if what it encloses has declarations.
  size_t enterBraces(size_t head, size_t brace) {
    const size_t parameters = find("(", head, brace);
    if (has("=", head, parameters) || has("enum", head, parameters)) return last(brace);
    if (parameters < brace) {
      addFunction(head, parameters, brace);
      isAtScope_ = true;
      return last(brace);
    }
    isAtScope_ = true;
    size_t name = head;
    while (name < brace && tokens_[name].text != "class" && tokens_[name].text != "struct") ++name;
    scopes_.push_back(name + 1 < brace ? std::string(tokens_[name + 1].text) + "::" : "");
    return brace;
  }

  size_t last(size_t brace) const {
    return std::min(closingOf(tokens_, brace), tokens_.size() - 1);
  }

  void addFunction(size_t head, size_t parameters, size_t brace) {
    size_t name = parameters;
    if (name >= head + 2 && tokens_[name - 2].text == "operator") name -= 2;
    if (name == parameters && name > head) --name;
    while (name > head && tokens_[name - 1].text == "~") --name;
    while (name >= head + 2 && tokens_[name - 1].text == "::") name -= 2;
    Region region = {nameOf(name, parameters), true, Result::Value, brace + 1,
                     closingOf(tokens_, brace)};
    const bool returnsReference = name > head && tokens_[name - 1].text == "&";
    if (returnsReference) region.result = Result::Reference;
    if (has("bool", head, name)) region.result = Result::Bool;
    const size_t type = find("explicit", head, name) < name ? name : head;
    if (type == name || tokens_[name - 1].text == "void") region.result = Result::Nothing;
    regions_.push_back(region);
  }

  std::string nameOf(size_t begin, size_t end) const {
    std::string name;
    for (const std::string& scope : scopes_) name.append(scope);
    for (size_t i = begin; i < end; ++i) name.append(tokens_[i].text);
    return name;
  }

  void addConstant(size_t head, size_t end) {
    const size_t equals = find("=", head, end);
    if (equals == end || equals == head || !has("const", head, equals)) return;
    size_t name = equals - 1;
    while (name > head && tokens_[name].kind != TokenKind::Word) --name;
    regions_.push_back({nameOf(name, name + 1), false, Result::Nothing, equals + 1, end});
  }

  const Tokens& tokens_;
  bool isAtScope_ = false;  // The next token begins a declaration.
  std::vector<std::string> scopes_;
  std::vector<Region> regions_;
};

}  // namespace

std::vector<Region> regionsOf(const Tokens& tokens) { return OutlineReader(tokens).read(); }

size_t closingOf(const Tokens& tokens, size_t open) {
  CHECK(open < tokens.size());
  size_t depth = 0;
  for (size_t i = open; i < tokens.size(); ++i) {
    if (opens(tokens[i].text)) ++depth;
    if (closes(tokens[i].text) && --depth == 0) return i;
  }
  return tokens.size();
}

}  // namespace mutants
