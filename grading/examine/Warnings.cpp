#include "grading/examine/Warnings.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string_view>
#include <vector>

#include "grading/examine/SourceLine.h"

namespace grading {

namespace {

struct Warning {
  std::string line;  // MP2Node.cpp:87
  std::string text;
  std::string flag;  // return-type
};

// What a kind of warning means to who gets it.
struct Meaning {
  std::string_view flag;
  std::string_view title;
  std::string_view sentence;
};

constexpr std::string_view kUninitialized =
    "The variable may be read before anything was stored in it. It then holds whatever was in that "
    "memory: 0 on one machine, anything on the next. Give it a value where you declare it.";
constexpr std::string_view kNotVirtual =
    "The class has virtual functions, but no virtual destructor: deleting through this pointer "
    "does not run the destructor of the class that was really made. Write `virtual ~Class() {}`.";
constexpr std::string_view kRawMemory =
    "memset, memcpy and the like know nothing of classes: used on an object that holds a string, a "
    "vector or virtual functions they destroy it, and it crashes later. Copy the members instead.";
constexpr std::string_view kEndlessCompare =
    "The comparison has the same result always, so the code that depends on it does something else "
    "than it seems to. Check which variable, which bounds and which sign were meant.";

// Sorted by how bad it is. What is not here is summed up.
constexpr Meaning kMeanings[] = {
    {"return-type", "A function may end without the return that it needs",
     "Its caller then gets whatever was left in a register, so the result differs between "
     "compilers, and with optimisation the program may crash. Add a return for every way through "
     "the function, or make it void."},
    {"uninitialized", "A variable is used before it has a value", kUninitialized},
    {"maybe-uninitialized", "A variable may be used before it has a value", kUninitialized},
    {"sometimes-uninitialized", "A variable may be used before it has a value", kUninitialized},
    {"class-memaccess", "Raw memory functions on an object of a class", kRawMemory},
    {"dynamic-class-memaccess", "Raw memory functions on an object of a class", kRawMemory},
    {"nontrivial-memaccess", "Raw memory functions on an object of a class", kRawMemory},
    {"delete-non-virtual-dtor", "An object is deleted without its own destructor", kNotVirtual},
    {"delete-non-abstract-non-virtual-dtor", "An object is deleted without its own destructor",
     kNotVirtual},
    {"mismatched-new-delete", "Memory is freed in another way than it was got",
     "What comes from new[] goes with delete[], from new with delete, from malloc with free. "
     "Mixed, the program may crash at any later time."},
    {"free-nonheap-object", "Something is freed that was never allocated",
     "Only what new or malloc returned may be freed: not a local variable, and not a pointer into "
     "the middle of something."},
    {"use-after-free", "Memory is used after it was freed",
     "It may hold something else by then. Use it before you free it, or do not free it here."},
    {"dangling-pointer", "A pointer leads to something that is gone",
     "A local variable ends with its block; a pointer to it may not be used after that."},
    {"return-local-addr", "A function returns the address of its own variable",
     "The variable is gone when the function has ended. Return a copy of it."},
    {"return-stack-address", "A function returns the address of its own variable",
     "The variable is gone when the function has ended. Return a copy of it."},
    {"array-bounds", "An array is used beyond its end",
     "What lies there belongs to something else. Check the index against the size."},
    {"stringop-overflow", "More is written than there is room for",
     "The rest goes over whatever lies behind. Check the size, and the 0 that ends a string."},
    {"format", "printf is told another type than it gets",
     "It then prints something else, or crashes. The type of each argument and its %-letter must "
     "agree: %d for int, %ld for long, %s for char*, string::c_str() for a string."},
    {"parentheses", "A condition does not mean what it seems to",
     "`=` in a condition stores instead of comparing; `&&` binds more closely than `||`, and `==` "
     "more closely than `&` and `|`. Write `==`, `&&` and `||`, or the brackets that you mean."},
    {"misleading-indentation", "A line is indented as if it were of the if above",
     "It is executed always. Put both lines into braces."},
    {"bool-compare", "A comparison that cannot be meant", kEndlessCompare},
    {"tautological-compare", "A comparison that cannot be meant", kEndlessCompare},
    {"type-limits", "A comparison that cannot be meant", kEndlessCompare},
    {"overflow", "A number is too large for its type",
     "What does not fit is cut off, so another number is stored. Take a larger type."},
    {"div-by-zero", "Something is divided by 0", "The program crashes there."},
    {"infinite-recursion", "A function calls itself without end",
     "It crashes when the stack is full. There must be a way through it without the call."},
    {"sequence-point", "A variable is changed twice in one expression",
     "In which order is for the compiler to choose. Write two statements."},
    {"unsequenced", "A variable is changed twice in one expression",
     "In which order is for the compiler to choose. Write two statements."},
    {"implicit-fallthrough", "A case of a switch goes on into the next one",
     "If that is not meant, a break is missing."},
};
static_assert(std::ranges::all_of(kMeanings, [](const Meaning& meaning) {
  return meaning.title.size() <= kTitleColumns;
}));

// "MP2Node.cpp:87:5: warning: TEXT [-Wreturn-type]", with any path before.
bool readWarning(const std::string& line, Warning* warning) {
  constexpr std::string_view kWord = ": warning: ";
  const size_t word = line.find(kWord);
  const size_t flag = line.rfind(" [-W");
  if (word == std::string::npos || flag == std::string::npos || line.back() != ']') return false;
  const auto place = submittedLine(line);
  const size_t text = word + kWord.size();
  if (!place || flag < text) return false;
  warning->line = *place;
  warning->text = line.substr(text, flag - text);
  warning->flag = line.substr(flag + 4, line.size() - flag - 5);
  // -Wformat= has a number behind it.
  warning->flag = warning->flag.substr(0, warning->flag.find('='));
  return true;
}

// By flag, in the order of the text.
std::map<std::string, std::vector<Warning>> readWarnings(const std::string& said) {
  std::map<std::string, std::vector<Warning>> byFlag;
  std::set<std::string> seen;
  std::istringstream lines(said);
  for (std::string line; std::getline(lines, line);) {
    Warning warning;
    if (!readWarning(line, &warning)) continue;
    if (!seen.insert(warning.line + warning.text).second) continue;
    byFlag[warning.flag].push_back(warning);
  }
  return byFlag;
}

std::string linesOf(const std::vector<Warning>& warnings) {
  std::vector<std::string> lines;
  for (const Warning& warning : warnings) lines.push_back(warning.line);
  return linesText(lines);
}

Finding detailOf(std::string_view name, std::string_view title, const std::string& text) {
  Finding finding;
  finding.name = "warning-" + std::string(name);
  finding.title = title;
  finding.kind = Finding::Weak;
  finding.counts = false;
  finding.text = text;
  return finding;
}

Finding findingOf(const Meaning& meaning, const std::vector<Warning>& warnings) {
  return detailOf(meaning.flag, meaning.title,
                  linesOf(warnings) + ": the compiler says \"" + warnings.front().text + "\". " +
                      std::string(meaning.sentence));
}

Finding hiddenFinding(const std::vector<std::string>& places) {
  return detailOf("hidden", "Warnings are switched off",
                  linesText(places) +
                      ": what the compiler would warn of is hidden there, and may well be a "
                      "mistake. Take the line out, and mend what it then says.");
}

// Of the warnings that are explained, and of the `others`, by flag.
Finding sumOf(const std::vector<Finding>& explained,
              const std::map<std::string, std::vector<Warning>>& others) {
  Finding sum;
  sum.name = "warnings";
  sum.title = "Warnings of the compiler";
  sum.kind = explained.empty() ? Finding::Good : Finding::Weak;
  if (!explained.empty()) sum.text = "See above.";
  const char* separator = explained.empty() ? "" : " Others: ";
  for (const auto& [flag, warnings] : others) {
    sum.text += separator + flag + " in " + linesOf(warnings);
    separator = "; ";
  }
  if (!others.empty()) {
    sum.text +=
        ". These are mostly harmless: variables that nobody uses, and an int compared with "
        "the unsigned size of something.";
  }
  if (sum.text.empty()) sum.text = "None.";
  return sum;
}

}  // namespace

std::vector<Finding> warningFindings(const std::string& said,
                                     const std::vector<std::string>& hidden) {
  std::map<std::string, std::vector<Warning>> byFlag = readWarnings(said);
  std::vector<Finding> findings;
  for (const Meaning& meaning : kMeanings) {
    const auto found = byFlag.find(std::string(meaning.flag));
    if (found == byFlag.end()) continue;
    findings.push_back(findingOf(meaning, found->second));
    byFlag.erase(found);
  }
  if (!hidden.empty()) findings.push_back(hiddenFinding(hidden));
  findings.push_back(sumOf(findings, byFlag));
  return findings;
}

}  // namespace grading
