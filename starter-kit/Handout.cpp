#include "starter-kit/Handout.h"

#include <map>
#include <set>
#include <sstream>

#include "host/TextFile.h"
#include "starter-kit/ClassReader.h"

namespace starter {
namespace {

// A line `@word name rest`, or `@word name: rest`.
struct Directive {
  std::string word;
  std::string name;
  std::string rest;
};

bool isDirective(const std::string& line) { return host::trimmed(line).substr(0, 1) == "@"; }

Directive parsed(const std::string& line) {
  Directive directive;
  std::istringstream words{std::string(host::trimmed(line))};
  words >> directive.word >> directive.name;
  if (!directive.name.empty() && directive.name.back() == ':') directive.name.pop_back();
  std::getline(words >> std::ws, directive.rest);
  return directive;
}

bool isDeclarationOf(const std::string& name, const std::string& text) {
  return text.find(name + "(") != std::string::npos && text.back() == ';';
}

class HandoutWriter {
 public:
  HandoutWriter(const std::string& className, const ClassFiles& solution)
      : className_(className),
        solution_(solution),
        functions_(publicFunctions(className, solution.header.text)) {}

  Handout write(const ClassFiles& handoutTemplate) {
    Handout handout;
    handout.header = filled(handoutTemplate.header);
    demandThatAllAreNamed(handoutTemplate.header.path);
    handout.source = filled(handoutTemplate.source);
    demandThatAllAreDefined(handoutTemplate.source.path);
    return handout;
  }

  const std::vector<std::string>& errors() const { return errors_; }

 private:
  std::string filled(const TextFile& file) {
    std::string text;
    std::istringstream lines(file.text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (!isDirective(line)) {
        text += line + "\n";
        continue;
      }
      place_ = file.path + ":" + std::to_string(number) + ": " + std::string(host::trimmed(line));
      text += replaced(parsed(line));
    }
    return text;
  }

  std::string replaced(const Directive& directive) {
    const auto function = functions_.find(directive.name);
    if (function == functions_.end()) {
      return failed("class " + className_ + " of " + solution_.header.path +
                    " has no public function of that name");
    }
    if (directive.word == "@declare") return declaration(directive, function->second);
    if (directive.word == "@define") return opened(directive);
    if (directive.word == "@copy") return copied(directive.name);
    if (directive.word != "@ours") {
      return failed("allowed are @declare, @define, @copy and @ours");
    }
    named_.insert(directive.name);
    return "";
  }

  std::string declaration(const Directive& directive, const std::vector<std::string>& solutions) {
    const std::vector<std::string> own(1, directive.rest);
    const std::vector<std::string>& declarations = directive.rest.empty() ? solutions : own;
    named_.insert(directive.name);
    if (!directive.rest.empty() && !isDeclarationOf(directive.name, directive.rest)) {
      return failed("a declaration of " + directive.name + " is wanted behind the colon");
    }
    std::string text;
    for (const std::string& one : declarations) {
      text += "  " + one + "\n";
      if (!hasBody(one)) declared_[directive.name].push_back(one);
    }
    return text;
  }

  // Counts the definition. Null, after a message, if the handout declares no such overload.
  const std::string* nextDeclared(const std::string& name) {
    const std::vector<std::string>& declarations = declared_[name];
    const size_t index = defined_[name]++;
    if (index < declarations.size()) return &declarations[index];
    failed("the handout's header has " + std::to_string(declarations.size()) + " of that name");
    return nullptr;
  }

  std::string opened(const Directive& directive) {
    const std::string* declared = nextDeclared(directive.name);
    if (declared == nullptr) return "";
    const std::string rest = directive.rest.empty() ? "" : " " + directive.rest;
    return definitionHead(className_, directive.name, *declared) + rest + "\n";
  }

  std::string copied(const std::string& name) {
    if (nextDeclared(name) == nullptr) return "";
    const auto definitions = definitionsOf(className_, name, solution_.source.text);
    const size_t index = defined_[name] - 1;
    if (index < definitions.size()) return definitions[index];
    return failed(solution_.source.path + " does not define it");
  }

  void demandThatAllAreNamed(const std::string& path) {
    for (const auto& [name, declarations] : functions_) {
      if (named_.count(name) > 0) continue;
      errors_.push_back(path + ": it lacks the public function " + name + " of class " +
                        className_ + " in " + solution_.header.path + ": either @declare " + name +
                        " or @ours " + name + " is wanted");
    }
  }

  void demandThatAllAreDefined(const std::string& path) {
    for (const auto& [name, declarations] : declared_) {
      if (defined_[name] >= declarations.size()) continue;
      errors_.push_back(path + ": it lacks " + name + ", which the handout's header declares: " +
                        "either @define " + name + " or @copy " + name + " is wanted");
    }
  }

  std::string failed(const std::string& what) {
    errors_.push_back(place_ + ": " + what);
    return "";
  }

  const std::string className_;
  const ClassFiles& solution_;
  const Functions functions_;              // The solution's.
  std::set<std::string> named_;            // Of those: that the handout's header speaks of.
  Functions declared_;                     // The handout's, without those that have a body there.
  std::map<std::string, size_t> defined_;  // How many overloads of them the handout has defined.
  std::string place_;                      // The line that is being replaced.
  std::vector<std::string> errors_;
};

}  // namespace

std::vector<std::string> makeHandout(const std::string& className, const ClassFiles& solution,
                                     const ClassFiles& handoutTemplate, Handout* handout) {
  HandoutWriter writer(className, solution);
  *handout = writer.write(handoutTemplate);
  return writer.errors();
}

}  // namespace starter
