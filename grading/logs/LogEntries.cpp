#include "grading/logs/LogEntries.h"

#include <algorithm>

namespace grading {

namespace {

// Removes `prefix` from the front of *text. Returns false, and leaves *text unchanged, if it is
// missing.
bool take(std::string_view prefix, std::string_view* text) {
  if (text->substr(0, prefix.size()) != prefix) return false;
  text->remove_prefix(prefix.size());
  return true;
}

// Removes the text up to `end`, and `end`, from the front of *text. Returns nothing if `end` is
// missing.
std::optional<std::string_view> takeUntil(std::string_view end, std::string_view* text) {
  const size_t place = text->find(end);
  if (place == std::string_view::npos) return std::nullopt;
  const std::string_view taken = text->substr(0, place);
  text->remove_prefix(place + end.size());
  return taken;
}

struct Name {
  Operation operation;
  const char* upper;
  const char* lower;
};

constexpr Name kNames[] = {{Operation::Create, "CREATE", "create"},
                           {Operation::Delete, "DELETE", "delete"},
                           {Operation::Read, "READ", "read"},
                           {Operation::Update, "UPDATE", "update"}};

std::optional<Operation> takeName(const char* Name::*letters, std::string_view* text) {
  for (const Name& name : kNames) {
    if (take(name.*letters, text)) return name.operation;
  }
  return std::nullopt;
}

bool isNumber(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char byte) { return byte >= '0' && byte <= '9'; });
}

}  // namespace

std::optional<LogEntry> entryIn(std::string_view line) {
  LogEntry entry;
  entry.line = entry.text = line;
  if (!line.empty() && line.back() == '\r') entry.text.remove_suffix(1);
  const std::optional<long> tick = tickOf(line);
  if (!tick || !take(" ", &entry.text)) return std::nullopt;
  entry.tick = *tick;
  entry.peer = *takeUntil(" ", &entry.text);
  if (!takeUntil("] ", &entry.text)) return std::nullopt;
  return entry;
}

std::optional<OperationEntry> operationIn(std::string_view line) {
  const std::optional<LogEntry> entry = entryIn(line);
  if (!entry) return std::nullopt;
  OperationEntry result;
  static_cast<LogEntry&>(result) = *entry;
  std::string_view rest = result.text;
  const std::optional<Operation> operation = takeName(&Name::upper, &rest);
  if (!operation || !take(" OPERATION KEY: ", &rest)) return std::nullopt;
  result.operation = *operation;
  const size_t end = rest.rfind(" at time: ");
  if (end == std::string_view::npos) return std::nullopt;
  rest = rest.substr(0, end);
  const std::optional<std::string_view> key = takeUntil(" VALUE: ", &rest);
  result.key = key.value_or(rest);
  if (key) result.value = rest;
  return result;
}

std::optional<AnswerEntry> answerIn(std::string_view line) {
  const std::optional<LogEntry> entry = entryIn(line);
  if (!entry) return std::nullopt;
  AnswerEntry result;
  static_cast<LogEntry&>(result) = *entry;
  std::string_view rest = result.text;
  result.isCoordinator = take("coordinator: ", &rest);
  if (!result.isCoordinator && !take("server: ", &rest)) return std::nullopt;
  const std::optional<Operation> operation = takeName(&Name::lower, &rest);
  if (!operation) return std::nullopt;
  result.operation = *operation;
  result.isSuccess = take(" success at time ", &rest);
  if (!result.isSuccess && !take(" fail at time ", &rest)) return std::nullopt;
  const std::optional<std::string_view> time = takeUntil(", transID=", &rest);
  const std::optional<std::string_view> transaction = takeUntil(", key=", &rest);
  if (!time || !isNumber(*time) || !transaction || !isNumber(*transaction)) return std::nullopt;
  result.transaction = *transaction;
  const std::optional<std::string_view> key = takeUntil(", value=", &rest);
  result.key = key.value_or(rest);
  if (key) result.value = rest;
  return result;
}

std::optional<MemberEntry> memberEntryIn(std::string_view line) {
  const std::optional<LogEntry> entry = entryIn(line);
  if (!entry) return std::nullopt;
  MemberEntry result;
  static_cast<LogEntry&>(result) = *entry;
  std::string_view rest = result.text;
  if (!take("Node ", &rest)) return std::nullopt;
  const std::optional<std::string_view> member = takeUntil(" ", &rest);
  result.isJoin = take("joined at time ", &rest);
  if (!member || (!result.isJoin && !take("removed at time ", &rest))) return std::nullopt;
  result.member = *member;
  return isNumber(rest) ? std::optional(result) : std::nullopt;
}

bool isOfEarlyEnd(std::string_view log) {
  if (log.empty() || log.find("@@time=500") != std::string_view::npos) return false;
  const Lines failures = readMembershipLog(log).failed;
  return std::none_of(failures.begin(), failures.end(), [](std::string_view line) {
    const std::optional<LogEntry> entry = entryIn(line);
    return entry && entry->peer == "1.0.0.0:0";
  });
}

}  // namespace grading
