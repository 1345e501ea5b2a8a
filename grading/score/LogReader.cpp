#include "grading/score/LogReader.h"

#include <charconv>

namespace grading {

namespace {

// Calls use(line) for each line, without its line feed. Text after the last line feed is a line.
template <typename Use>
LogExtent forEachLine(std::string_view text, Use use) {
  LogExtent extent;
  extent.empty = text.empty();
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!line.empty() && line.front() == ' ') extent.lastEntry = line;
    use(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return extent;
}

bool startsFolded(std::string_view text, std::string_view folded) {
  if (text.size() < folded.size()) return false;
  for (size_t i = 0; i < folded.size(); ++i) {
    if (foldCase(text[i]) != folded[i]) return false;
  }
  return true;
}

bool endsFolded(std::string_view text, std::string_view folded) {
  return text.size() >= folded.size() &&
         startsFolded(text.substr(text.size() - folded.size()), folded);
}

// The operation whose name ends `text`.
std::optional<Operation> operationAtEnd(std::string_view text) {
  if (endsFolded(text, "create")) return Operation::Create;
  if (endsFolded(text, "delete")) return Operation::Delete;
  if (endsFolded(text, "read")) return Operation::Read;
  if (endsFolded(text, "update")) return Operation::Update;
  return std::nullopt;
}

Lines* listAtStart(std::string_view text, KeyValueLog::Lists* lists) {
  if (startsFolded(text, "operation")) return &lists->operations;
  if (startsFolded(text, "success")) return &lists->successes;
  if (startsFolded(text, "fail")) return &lists->failures;
  return nullptr;
}

bool startsListWord(char byte) {
  const char folded = foldCase(byte);
  return folded == 'o' || folded == 's' || folded == 'f';
}

// Adds `line` to the list of each phrase in it, to each list once. All phrases are two words with
// one blank between, so it is enough to examine the blanks.
void sortKeyValueLine(std::string_view line, KeyValueLog* log) {
  for (size_t blank = line.find(' '); blank != std::string_view::npos;
       blank = line.find(' ', blank + 1)) {
    const std::string_view after = line.substr(blank + 1);
    if (after.empty() || !startsListWord(after.front())) continue;
    const std::optional<Operation> operation = operationAtEnd(line.substr(0, blank));
    if (!operation) continue;
    Lines* list = listAtStart(after, &log->lists[static_cast<size_t>(*operation)]);
    if (list == nullptr) continue;
    const bool isThere = !list->empty() && list->back().data() == line.data();
    if (!isThere) list->push_back(line);
  }
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

KeyValueLog readKeyValueLog(std::string_view text) {
  KeyValueLog log;
  log.extent = forEachLine(text, [&](std::string_view line) { sortKeyValueLine(line, &log); });
  return log;
}

MembershipLog readMembershipLog(std::string_view text) {
  MembershipLog log;
  log.extent = forEachLine(text, [&](std::string_view line) {
    if (contains(line, "joined")) log.joined.push_back(line);
    if (contains(line, "removed")) log.removed.push_back(line);
    if (contains(line, "Node failed at time")) log.failed.push_back(line);
  });
  return log;
}

std::string_view field(std::string_view line, size_t number) {
  for (size_t skipped = 1; skipped < number; ++skipped) {
    const size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return {};
    line.remove_prefix(blank + 1);
  }
  return line.substr(0, line.find(' '));
}

std::optional<long> bracketedNumber(std::string_view text) {
  if (text.size() < 3 || text.front() != '[' || text.back() != ']') return std::nullopt;
  const char* const end = text.data() + text.size() - 1;
  long number = 0;
  const auto [stop, error] = std::from_chars(text.data() + 1, end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::string foldCase(std::string_view text) {
  std::string folded(text);
  for (char& byte : folded) byte = foldCase(byte);
  return folded;
}

bool containsFolded(std::string_view text, std::string_view folded) {
  if (folded.empty()) return true;
  for (; text.size() >= folded.size(); text.remove_prefix(1)) {
    if (foldCase(text.front()) == folded.front() && startsFolded(text, folded)) return true;
  }
  return false;
}

}  // namespace grading
