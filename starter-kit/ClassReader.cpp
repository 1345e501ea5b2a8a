#include "starter-kit/ClassReader.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "host/Check.h"

namespace starter {
namespace {

constexpr size_t kColumns = 100;

std::string withoutComments(const std::string& text) {
  std::string code;
  for (size_t at = 0; at < text.size();) {
    if (text.compare(at, 2, "//") == 0) {
      at = std::min(text.find('\n', at), text.size());
    } else {
      code += text[at++];
    }
  }
  return code;
}

std::string trimmed(const std::string& text) {
  const char* const blanks = " \n";
  const size_t first = text.find_first_not_of(blanks);
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

bool isNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '~';
}

bool beginsWith(const std::string& text, const std::string& start) {
  return text.compare(0, start.size(), start) == 0;
}

// "" if the member is no function, or a deleted one.
std::string functionName(const std::string& member) {
  for (const char* other : {"class ", "struct ", "enum ", "typedef "}) {
    if (beginsWith(member, other)) return "";
  }
  const size_t end = member.find('(');
  if (end == std::string::npos || member.find("= delete") != std::string::npos) return "";
  size_t begin = end;
  while (begin > 0 && isNameCharacter(member[begin - 1])) --begin;
  return member.substr(begin, end - begin);
}

int braceStep(char c) { return c == '{' ? 1 : c == '}' ? -1 : 0; }

// Whether a definition has come to its end.
bool isWhole(const std::string& definition) {
  int open = 0;
  for (const char c : definition) open += braceStep(c);
  return open == 0 && definition.find('{') != std::string::npos;
}

bool isAccess(const std::string& text) {
  return text == "public" || text == "protected" || text == "private";
}

// Lines of more columns than fit are broken between parameters, as `make format` does.
std::string wrapped(const std::string& head) {
  // Room for ` {`.
  if (head.size() + 2 <= kColumns || head.find('\n') != std::string::npos) return head;
  const size_t comma = head.rfind(", ", kColumns - 2);
  if (comma == std::string::npos) return head;
  const std::string indent(head.find('(') + 1, ' ');
  return head.substr(0, comma + 1) + "\n" + indent + head.substr(comma + 2);
}

// Whether a line begins the definition of `qualified`, `CLASS::FUNCTION(`.
bool defines(const std::string& line, const std::string& qualified) {
  const size_t at = line.find(qualified);
  if (at == std::string::npos || !isNameCharacter(line[0])) return false;
  const bool isCall = line.find('(') < at;
  const bool isPartOfName = at > 0 && (isNameCharacter(line[at - 1]) || line[at - 1] == ':');
  return !isCall && !isPartOfName;
}

}  // namespace

Functions publicFunctions(const std::string& className, const std::string& header) {
  Functions functions;
  const std::string code = "\n" + withoutComments(header);
  const std::string opening = "\nclass " + className + " {";
  const size_t start = code.find(opening);
  if (start == std::string::npos) return functions;

  bool isPublic = false;
  int open = 0;
  std::string member;
  for (size_t at = start + opening.size(); at < code.size(); ++at) {
    const char c = code[at];
    if (c == '}' && open == 0) break;
    open += braceStep(c);
    if (c == ':' && isAccess(trimmed(member))) {
      isPublic = trimmed(member) == "public";
      member.clear();
      continue;
    }
    member += c;
    if (open > 0 || (c != ';' && c != '}')) continue;
    const std::string whole = trimmed(member);
    const std::string name = functionName(whole);
    if (isPublic && !name.empty()) functions[name].push_back(whole);
    member.clear();
  }
  return functions;
}

std::vector<std::string> definitionsOf(const std::string& className, const std::string& function,
                                       const std::string& source) {
  std::vector<std::string> definitions;
  const std::string qualified = className + "::" + function + "(";
  std::istringstream lines(source);
  for (std::string line; std::getline(lines, line);) {
    if (!defines(line, qualified)) continue;
    std::string definition = line + "\n";
    while (!isWhole(definition) && std::getline(lines, line)) definition += line + "\n";
    definitions.push_back(definition);
  }
  return definitions;
}

std::string definitionHead(const std::string& className, const std::string& function,
                           const std::string& declaration) {
  CHECK(declaration.find(function + "(") != std::string::npos);
  CHECK(!hasBody(declaration));
  std::string head = declaration.substr(0, declaration.rfind(';'));
  for (const std::string word : {"static ", "virtual "}) {
    if (beginsWith(head, word)) head.erase(0, word.size());
  }
  head.insert(head.find(function + "("), className + "::");
  return wrapped(head);
}

bool hasBody(const std::string& declaration) { return declaration.find('{') != std::string::npos; }

}  // namespace starter
