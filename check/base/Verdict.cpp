#include "check/base/Verdict.h"

#include <algorithm>

namespace check {
namespace {

constexpr size_t kProblemsPrinted = 10;

const char* wordOf(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Ok: return "OK";
    case Verdict::Violated: return "VIOLATED";
    case Verdict::Inconclusive: return "INCONCLUSIVE";
    case Verdict::Unknown: return "UNKNOWN";
  }
  return "";
}

// The first of that kind; null if there is none.
const Verdict* firstOf(Verdict::Kind kind, const std::vector<Verdict>& verdicts) {
  const auto found = std::find_if(verdicts.begin(), verdicts.end(),
                                  [kind](const Verdict& one) { return one.kind == kind; });
  return found == verdicts.end() ? nullptr : &*found;
}

}  // namespace

Verdict violated(const std::vector<std::string>& problems, const ProblemId& first,
                 const std::string& check) {
  if (problems.empty()) return {};
  return {Verdict::Violated, check, first, problems, {}};
}

Verdict joined(const std::vector<Verdict>& verdicts) {
  Verdict all;
  for (const Verdict::Kind kind : {Verdict::Violated, Verdict::Unknown, Verdict::Inconclusive}) {
    const Verdict* const first = firstOf(kind, verdicts);
    if (first == nullptr) continue;
    all = *first;
    break;
  }
  if (all.kind != Verdict::Violated) return all;
  all.problems.clear();
  for (const Verdict& one : verdicts) {
    if (one.kind != Verdict::Violated) continue;
    all.problems.insert(all.problems.end(), one.problems.begin(), one.problems.end());
  }
  return all;
}

int Verdict::exitCode() const {
  switch (kind) {
    case Ok: return 0;
    case Violated: return 1;
    default: return 3;
  }
}

std::string Verdict::summary() const {
  return problems.empty() ? check : check + ": " + problems.front();
}

void Verdict::print(std::ostream& out) const {
  out << wordOf(kind) << (check.empty() ? "" : ": " + check) << '\n';
  printProblems(problems, kProblemsPrinted, out);
}

void printProblems(const std::vector<std::string>& problems, size_t most, std::ostream& out) {
  const size_t count = std::min(problems.size(), most);
  for (size_t i = 0; i < count; ++i) out << "  " << problems[i] << '\n';
  if (count < problems.size()) out << "  … and " << problems.size() - count << " more\n";
}

}  // namespace check
