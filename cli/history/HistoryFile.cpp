#include "cli/history/HistoryFile.h"

#include <iostream>
#include <string>

#include "check/base/Wording.h"
#include "check/checks/ConsistencyCheck.h"
#include "check/consistency/Consistency.h"
#include "check/recorded/RecordedHistory.h"
#include "host/TextFile.h"

namespace cli {

namespace {

constexpr int kWrongFile = 2;  // As for a wrong conf file.

constexpr size_t kMostBytes = size_t{1} << 30;

int usageError(const std::string& message) {
  std::cerr << message << "\n";
  return kWrongFile;
}

size_t countKnown(const check::RecordedHistory& history) {
  size_t known = 0;
  for (const check::Operation& operation : history.operations) {
    known += operation.outcome != check::Outcome::Unknown;
  }
  return known;
}

void printCounts(const check::RecordedHistory& history, size_t known, std::ostream& out) {
  const size_t calls = history.operations.size() + static_cast<size_t>(history.failed);
  out << "history: " << check::numbered(calls, "call", "calls") << " of "
      << check::numbered(history.processes, "process", "processes") << " on "
      << check::numbered(history.keys, "key", "keys") << ": " << known << " with a result, "
      << history.failed << " failed, " << history.operations.size() - known
      << " of unknown outcome\n";
  if (history.passedOver > 0) {
    out << "  " << check::numbered(history.passedOver, "entry is", "entries are")
        << " no call of a client\n";
  }
}

}  // namespace

int judgeHistory(const std::string& file, check::Level demand, bool isQuiet) {
  std::string text;
  const std::string error = host::readTextFile(file, kMostBytes, &text);
  if (!error.empty()) return usageError(file + ": cannot be read: " + error);
  if (text.size() > kMostBytes) return usageError(file + ": is too long: 1 GiB is allowed");
  const check::RecordedHistory history = check::readHistory(host::withoutByteOrderMark(text));
  if (!history.problem.empty()) {
    return usageError(file + ":" + std::to_string(history.problemLine) + ": " + history.problem);
  }
  if (history.processes == 0) {
    return usageError(file + ": has no call of a client in a form that docs/history.md has");
  }
  const check::ConsistencyResult result = check::checkConsistency(history.operations);
  check::Verdict verdict = check::judgeConsistency(result, demand);
  const size_t known = countKnown(history);
  if (known == 0)
    verdict = {check::Verdict::Inconclusive, "history", {}, {"no call has a result"}, {}};
  if (!isQuiet) {
    verdict.print(std::cout);
    printCounts(history, known, std::cout);
    check::printConsistency(result, demand, std::cout);
  }
  return verdict.exitCode();
}

}  // namespace cli
