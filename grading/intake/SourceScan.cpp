#include "grading/intake/SourceScan.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "grading/score/Wording.h"

namespace grading {

namespace {

struct CodeLine {
  size_t number;
  std::string text;
  bool isDirective;
};

bool isBlank(const std::string& text) {
  return text.find_first_not_of(" \t\n\v\f") == std::string::npos;
}

bool isOfWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Divides a file into lines as the compiler sees them: a line that ends in a backslash is joined
// with the next, a comment is a blank. Strings are emptied, except for those of directives, which
// name included files.
class CodeReader {
 public:
  explicit CodeReader(const std::string& text) : text_(text) {}

  std::vector<CodeLine> lines() {
    while (at_ < text_.size()) step();
    endLine();
    return lines_;
  }

 private:
  bool isAt(std::string_view piece) const { return text_.compare(at_, piece.size(), piece) == 0; }

  void step() {
    if (isAt("\\\n")) {
      ++line_;
      at_ += 2;
    } else if (isAt("//")) {
      while (at_ < text_.size() && text_[at_] != '\n') skip();
    } else if (isAt("/*")) {
      skipTo("*/", 2);
      code_ += ' ';
    } else if (isAt("R\"") && (code_.empty() || !isOfWord(code_.back()))) {
      const size_t open = text_.find('(', at_);
      if (open == std::string::npos) {
        at_ = text_.size();
        return;
      }
      skipTo(")" + text_.substr(at_ + 2, open - at_ - 2) + "\"", 2);
      code_ += "\"\"";
    } else if (text_[at_] == '"' || (text_[at_] == '\'' && !isDigitSeparator())) {
      readQuoted(text_[at_]);
    } else if (text_[at_] == '\n') {
      endLine();
      ++at_;
    } else {
      code_ += text_[at_++];
    }
  }

  // Skips one letter, or a backslash with its line's end.
  void skip() {
    const bool joins = isAt("\\\n");
    if (joins || text_[at_] == '\n') ++line_;
    at_ += joins ? 2 : 1;
  }

  void skipTo(const std::string& end, size_t from) {
    at_ += from;
    while (at_ < text_.size() && !isAt(end)) skip();
    at_ = std::min(text_.size(), at_ + end.size());
  }

  // Skips to its other end, or that of the line.
  void readQuoted(char quote) {
    const bool isKept = isDirective();
    code_ += quote;
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      const bool isEscape = text_[at_] == '\\' && !isAt("\\\n");
      for (int letters = isEscape ? 2 : 1; letters > 0 && at_ < text_.size(); --letters) {
        if (isKept && !isAt("\\\n")) code_ += text_[at_];
        skip();
      }
    }
    if (at_ < text_.size() && text_[at_] == quote) code_ += text_[at_++];
  }

  // As in 1'000.
  bool isDigitSeparator() const {
    return !code_.empty() && std::isxdigit(static_cast<unsigned char>(code_.back())) != 0 &&
           at_ + 1 < text_.size() && std::isxdigit(static_cast<unsigned char>(text_[at_ + 1])) != 0;
  }

  bool isDirective() const {
    const size_t start = code_.find_first_not_of(" \t\v\f");
    return start != std::string::npos &&
           (code_[start] == '#' || code_.compare(start, 2, "%:") == 0);
  }

  void endLine() {
    if (!isBlank(code_)) lines_.push_back({first_, code_, isDirective()});
    code_.clear();
    first_ = ++line_;
  }

  const std::string& text_;
  size_t at_ = 0;
  size_t line_ = 1;
  size_t first_ = 1;  // The first of the joined lines.
  std::string code_;
  std::vector<CodeLine> lines_;
};

// The two of C++11's trigraphs that matter here: `??=` and `??/`.
std::string withoutTrigraphs(std::string text) {
  for (const auto& [trigraph, letter] : {std::pair("\?\?=", "#"), std::pair("\?\?/", "\\")}) {
    for (size_t at = 0; (at = text.find(trigraph, at)) != std::string::npos; ++at) {
      text.replace(at, 3, letter);
    }
  }
  return text;
}

std::vector<CodeLine> codeOf(const SubmittedFile& file) {
  const std::string text = withoutTrigraphs(file.text);
  return CodeReader(text).lines();
}

// "MP1Node" of "MP1Node.cpp".
std::string classOf(const SubmittedFile& file) { return file.name.substr(0, file.name.find('.')); }

using Tokens = std::vector<std::string>;

// Words, `::`, and other letters, each as a token.
Tokens tokensOf(const std::string& text) {
  Tokens tokens;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && isOfWord(text[end])) ++end;
    if (end == i) end = i + (text.compare(i, 2, "::") == 0 ? 2 : 1);
    if (!isBlank(text.substr(i, 1))) tokens.push_back(text.substr(i, end - i));
    i = end;
  }
  return tokens;
}

// Whether the tokens have these words in a row.
bool has(const Tokens& tokens, const Tokens& words) {
  return std::search(tokens.begin(), tokens.end(), words.begin(), words.end()) != tokens.end();
}

// The way in which the line hides warnings; "" if it does not.
std::string hidingOf(const CodeLine& line) {
  const Tokens tokens = tokensOf(line.text);
  if (has(tokens, {"_Pragma"})) return "_Pragma";
  if (!line.isDirective) return "";
  for (const char* compiler : {"GCC", "clang"}) {
    const std::string pragma = "#pragma " + std::string(compiler);
    if (has(tokens, {"pragma", compiler, "diagnostic", "ignored"})) {
      return pragma + " diagnostic ignored";
    }
    if (has(tokens, {"pragma", compiler, "system_header"})) return pragma + " system_header";
  }
  const size_t name = tokens.front() == "#" ? 1 : 2;
  if (name >= tokens.size()) return "";
  const bool isLine =
      tokens[name] == "line" || std::isdigit(static_cast<unsigned char>(tokens[name].front())) != 0;
  return isLine ? "#line" : "";
}

// The framework's namespaces that a submission could name, and how a mangled name says them.
struct InnerNamespace {
  const char* name;
  const char* mangled;
};
constexpr InnerNamespace kInnerNamespaces[] = {{"sim", "3sim"}, {"host", "4host"}, {"lab", "3lab"}};

constexpr const char* kInnerFolders[] = {"host/",   "sim/",   "lab/",         "probe/",
                                         "stores/", "check/", "cli/",         "grading/",
                                         "tests/",  "build/", "starter-kit/", "testcases/"};

// `sim::`, say, unless it is within another namespace.
bool names(const Tokens& tokens, const std::string& space) {
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i] != space || tokens[i + 1] != "::") continue;
    const bool isWithin = i >= 2 && tokens[i - 1] == "::" && isOfWord(tokens[i - 2].front());
    if (!isWithin) return true;
  }
  return false;
}

bool namesMangled(const Tokens& tokens, const std::string& mangled) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const std::string& token) {
    const size_t begin = token.find("_ZN");
    return begin != std::string::npos && token.find(mangled, begin) != std::string::npos;
  });
}

// The part of the framework's inside that the line uses; "" if none.
std::string insideOf(const CodeLine& line) {
  for (const char* folder : kInnerFolders) {
    for (const char* before : {"\"", "<", "/"}) {
      if (line.isDirective && line.text.find(before + std::string(folder)) != std::string::npos) {
        return folder;
      }
    }
  }
  const Tokens tokens = tokensOf(line.text);
  for (const InnerNamespace& space : kInnerNamespaces) {
    if (names(tokens, space.name) || namesMangled(tokens, space.mangled)) {
      return std::string(space.name) + "::";
    }
    if (has(tokens, {"namespace", space.name})) return std::string("namespace ") + space.name;
  }
  return "";
}

// ---- Ways out of the submission.

constexpr size_t kShownWays = 5;
constexpr size_t kShownPath = 60;

bool isHeader(const std::string& path) {
  const size_t name = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  const size_t dot = path.rfind('.');
  // The standard library's headers have no ending.
  if (dot == std::string::npos || dot < name) return true;
  const std::string ending = path.substr(dot);
  return ending == ".h" || ending == ".hpp" || ending == ".hh" || ending == ".hxx";
}

bool hasStepUp(const std::string& path) {
  return ("/" + path + "/").find("/../") != std::string::npos;
}

// The fault of the path that the directive includes, a clause; "" if it has none, or is no include.
std::string fetchedFrom(const CodeLine& line) {
  const Tokens tokens = tokensOf(line.text);
  const size_t name = tokens.front() == "#" ? 1 : 2;
  if (name >= tokens.size()) return "";
  const std::string& directive = tokens[name];
  if (directive == "embed") return "takes in a file as bytes";
  if (directive != "include" && directive != "include_next" && directive != "import") return "";
  const size_t open = line.text.find_first_of("\"<");
  if (open == std::string::npos) return "includes a file that a macro names";
  const size_t close = line.text.find_first_of("\">", open + 1);
  const std::string path = line.text.substr(open + 1, close - open - 1);
  const std::string what = "includes " + inOneLine(path.substr(0, kShownPath));
  if (path.starts_with('/')) return what + ", an absolute path";
  if (hasStepUp(path)) return what + ", a path that leads out of its folder";
  return isHeader(path) ? "" : what + ", which is no header";
}

// The way in which the line can read other files or hide what it does, a clause; "" if it cannot.
std::string wayOutOf(const CodeLine& line) {
  if (line.isDirective) {
    const std::string fetched = fetchedFrom(line);
    if (!fetched.empty()) return fetched;
  }
  for (const std::string& token : tokensOf(line.text)) {
    if (token == "asm" || token == "__asm" || token == "__asm__") return "has inline assembler";
  }
  return "";
}

// The keyword that the line defines as a macro; "" if it defines none.
std::string keywordDefinedBy(const CodeLine& line) {
  constexpr const char* kKeywords[] = {"private", "protected", "public", "class",  "struct",
                                       "const",   "static",    "friend", "inline", "virtual",
                                       "int",     "void",      "return", "for",    "if"};
  if (!line.isDirective) return "";
  const Tokens tokens = tokensOf(line.text);
  for (const char* keyword : kKeywords) {
    if (has(tokens, {"define", keyword})) return keyword;
  }
  return "";
}

// The line of the first `.incbin`, which is in a string, so the other scans do not see it; 0 if
// there is none.
size_t incbinLine(const std::string& text) {
  const size_t at = text.find(".incbin");
  if (at == std::string::npos) return 0;
  return 1 +
         static_cast<size_t>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
}

// Whether the tokens declare the class.
bool declares(const Tokens& tokens, const std::string& name) {
  bool isHeading = false;  // Between `class` and its members.
  for (const std::string& token : tokens) {
    if (isHeading && token == name) return true;
    if (token == "class" || token == "struct") isHeading = true;
    if (token == ";" || token == "{" || token == ":") isHeading = false;
  }
  return false;
}

// ---- Loops that erase.

// The file's tokens, and the line of each.
struct Code {
  Tokens tokens;
  std::vector<size_t> lines;

  bool isAt(size_t index, const std::string& token) const {
    return index < tokens.size() && tokens[index] == token;
  }
};

Code wholeCodeOf(const SubmittedFile& file) {
  Code code;
  for (const CodeLine& line : codeOf(file)) {
    if (line.isDirective) continue;
    for (std::string& token : tokensOf(line.text)) {
      code.tokens.push_back(std::move(token));
      code.lines.push_back(line.number);
    }
  }
  return code;
}

// The index of the bracket that closes the one at `open`; the number of tokens if none does.
size_t closing(const Code& code, size_t open) {
  int depth = 0;
  for (size_t i = open; i < code.tokens.size(); ++i) {
    const std::string& token = code.tokens[i];
    if (token == "(" || token == "{" || token == "[") ++depth;
    if (token == ")" || token == "}" || token == "]") --depth;
    if (depth == 0) return i;
  }
  return code.tokens.size();
}

// A loop `for (...begin()...; ...; ++it)`: its iterator and the tokens of its body.
struct IteratorLoop {
  std::string iterator;
  size_t begin = 0;
  size_t end = 0;
};

// Returns the loop whose `for` is at `at`, if it is one.
std::optional<IteratorLoop> iteratorLoopAt(const Code& code, size_t at) {
  if (!code.isAt(at, "for") || !code.isAt(at + 1, "(")) return std::nullopt;
  const size_t close = closing(code, at + 1);
  const auto first = code.tokens.begin() + static_cast<long>(at);
  const auto last = code.tokens.begin() + static_cast<long>(close);
  const auto init = std::find(first, last, ";");
  if (init == last || std::find(first, init, "begin") == init) return std::nullopt;
  const auto condition = std::find(init + 1, last, ";");
  if (condition == last) return std::nullopt;
  const Tokens step(condition + 1, last);
  IteratorLoop loop;
  if (step.size() != 3) return std::nullopt;
  if (step[0] == "+" && step[1] == "+") loop.iterator = step[2];
  if (step[1] == "+" && step[2] == "+") loop.iterator = step[0];
  if (loop.iterator.empty()) return std::nullopt;
  loop.begin = close + 1;
  loop.end =
      code.isAt(loop.begin, "{")
          ? closing(code, loop.begin)
          : static_cast<size_t>(std::find(last, code.tokens.end(), ";") - code.tokens.begin()) + 1;
  return loop;
}

// Whether the result of erase is used: a token before it in its statement takes it.
bool isResultUsed(const Code& code, size_t erase) {
  for (size_t i = erase; i > 0; --i) {
    const std::string& token = code.tokens[i - 1];
    if (token == ";" || token == "{" || token == "}") return false;
    if (token == "=" || token == "return") return true;
  }
  return false;
}

// Whether the loop may end, or set its iterator anew, between the erasure and the block's end.
bool isMended(const Code& code, const IteratorLoop& loop, size_t behind) {
  int depth = 0;
  for (size_t i = behind; i < loop.end && depth >= 0; ++i) {
    const std::string& token = code.tokens[i];
    if (token == "{") ++depth;
    if (token == "}") --depth;
    if (token == "break" || token == "return" || token == "goto" || token == "throw") return true;
    if (token != loop.iterator) continue;
    const bool isSet = code.isAt(i + 1, "=") && !code.isAt(i + 2, "=");
    const bool isSteppedBack = code.isAt(i + 1, "-") || code.isAt(i - 1, "-");
    if (isSet || isSteppedBack) return true;
  }
  return false;
}

// The line of the first such erasure in the loop.
std::optional<size_t> erasureIn(const Code& code, const IteratorLoop& loop) {
  for (size_t i = loop.begin; i + 3 < loop.end; ++i) {
    const bool erases = code.isAt(i, "erase") && code.isAt(i + 1, "(") &&
                        code.isAt(i + 2, loop.iterator) && code.isAt(i + 3, ")");
    if (erases && !isResultUsed(code, i) && !isMended(code, loop, i + 4)) return code.lines[i];
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> erasuresInLoops(const SubmittedFile& file) {
  const Code code = wholeCodeOf(file);
  std::vector<std::string> places;
  for (size_t i = 0; i < code.tokens.size(); ++i) {
    const auto loop = iteratorLoopAt(code, i);
    const auto line = loop ? erasureIn(code, *loop) : std::nullopt;
    if (line) places.push_back(file.name + ":" + std::to_string(*line));
  }
  return places;
}

std::vector<std::string> hiddenWarnings(const SubmittedFile& file) {
  std::vector<std::string> places;
  for (const CodeLine& line : codeOf(file)) {
    const std::string hiding = hidingOf(line);
    if (hiding.empty()) continue;
    places.push_back(file.name + ":" + std::to_string(line.number) + " (" + hiding + ")");
  }
  return places;
}

std::string useOfTheInside(const SubmittedFile& file) {
  for (const CodeLine& line : codeOf(file)) {
    const std::string what = insideOf(line);
    if (what.empty()) continue;
    return file.name + " line " + std::to_string(line.number) + " uses the framework's inside (" +
           what + "), which no submission needs: look at it.";
  }
  return "";
}

std::vector<std::string> waysOut(const SubmittedFile& file) {
  std::map<size_t, std::string> ways;  // By the line.
  for (const CodeLine& line : codeOf(file)) {
    const std::string way = wayOutOf(line);
    if (!way.empty()) ways[line.number] = way;
  }
  const size_t incbin = incbinLine(file.text);
  if (incbin != 0) ways[incbin] = "has .incbin, by which an assembler takes in a file as bytes";
  std::vector<std::string> sentences;
  for (const auto& [line, way] : ways) {
    const std::string place = file.name + " line " + std::to_string(line) + " ";
    if (sentences.size() < kShownWays) sentences.push_back(place + way + ": look at it.");
  }
  if (ways.size() > kShownWays) {
    sentences.back() +=
        " There are " + std::to_string(ways.size() - kShownWays) + " more such lines in this file.";
  }
  return sentences;
}

std::string redefinedKeyword(const SubmittedFile& file) {
  for (const CodeLine& line : codeOf(file)) {
    const std::string keyword = keywordDefinedBy(line);
    if (keyword.empty()) continue;
    return file.name + ":" + std::to_string(line.number) + ": error: `" + keyword +
           "` is defined as a macro: the headers below may not compile with it; remove the line";
  }
  return "";
}

std::string lackOf(const SubmittedFile& file) {
  if (isBlank(file.text)) return "the file is empty";
  const std::string name = classOf(file);
  Tokens tokens;
  for (const CodeLine& line : codeOf(file)) {
    if (line.isDirective) continue;
    for (std::string& token : tokensOf(line.text)) tokens.push_back(std::move(token));
  }
  const bool isThere = file.name.ends_with(".h") ? declares(tokens, name) : has(tokens, {name});
  return isThere ? "" : "the file has nothing of the class " + name;
}

}  // namespace grading
