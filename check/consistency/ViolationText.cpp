#include "check/consistency/ViolationText.h"

#include <algorithm>
#include <array>

#include "check/base/Wording.h"

namespace check {

namespace {

constexpr size_t kMostOperations = 8;

std::string clientOf(const Operation& call) {
  if (call.isRecorded()) return call.caller;
  return call.client == 0 ? "a client" : "client " + std::to_string(call.client);
}

std::string quoted(const std::string& value) { return '"' + printable(value) + '"'; }

// " on peer 3"; nothing in a recorded history.
std::string placeOf(const Operation& call) {
  if (call.isRecorded()) return "";
  std::string place = " on peer " + std::to_string(call.coordinator.id);
  if (call.coordinator.port != 0) place += ":" + std::to_string(call.coordinator.port);
  return place;
}

// "at 212", or "in line 212" of a recorded history.
std::string timeText(const Operation& call, sim::Tick time) {
  return (call.isRecorded() ? "in line " : "at ") + std::to_string(time);
}

// "client 2 read key7 = "b" on peer 3 at 212".
std::string readText(const Operation& read) {
  const std::string what = read.outcome == Outcome::Absent
                               ? " found no " + printable(read.key)
                               : " read " + printable(read.key) + " = " + quoted(read.value);
  return clientOf(read) + what + placeOf(read) + " " + timeText(read, read.finishedAt);
}

// "compare-and-set from "b" to "c"".
std::string swapText(const Operation& swap) {
  return "compare-and-set from " + (swap.expected ? quoted(*swap.expected) : "nothing") + " to " +
         quoted(swap.value);
}

// "update to "c"".
std::string writeText(const Operation& write) {
  switch (write.form) {
    case WriteForm::CompareAndSet: return swapText(write);
    case WriteForm::Append: return "append of " + quoted(write.value);
    case WriteForm::Unconditional:
      if (write.kind == sim::Operation::Update) return "write of " + quoted(write.value);
      break;
    case WriteForm::Conditional: break;
  }
  switch (write.kind) {
    case sim::Operation::Create: return "create of " + quoted(write.value);
    case sim::Operation::Update: return "update to " + quoted(write.value);
    default: return "delete";
  }
}

std::string acknowledged(const Operation& write, const std::string& owner) {
  return ", after " + owner + " " + writeText(write) + " had been acknowledged " +
         timeText(write, write.finishedAt);
}

std::string staleText(const Finding& finding) {
  if (finding.read->outcome == Outcome::Absent) return ": the key was there.";
  if (finding.earlier->kind == sim::Operation::Delete) return ": the value read had been deleted.";
  return ": the value read had been overwritten.";
}

std::string sentenceOf(const Finding& finding) {
  const std::string read = readText(*finding.read);
  if (finding.pattern == Pattern::Unwritten) return read + ": nobody had written that value.";
  const Operation& earlier = *finding.earlier;
  if (finding.pattern == Pattern::Backward) {
    return read + ", after " + readText(earlier) + ": the later read returned something older.";
  }
  if (finding.pattern == Pattern::OwnWriteUnseen) {
    return read + acknowledged(earlier, "its own") + ": it did not see what it had written.";
  }
  const std::string start = read + acknowledged(earlier, clientOf(earlier) + "'s");
  switch (finding.pattern) {
    case Pattern::LostWrite: return start + ", and nobody saw that write from then on: it is lost.";
    case Pattern::DeletedKeyBack: return start + ": the deleted key was back.";
    default: return start + staleText(finding);
  }
}

const char* kindOf(Pattern pattern) {
  constexpr std::array kKinds = {"lost write",    "deleted key back", "own write unseen",
                                 "backward read", "stale read",       "unwritten value"};
  static_assert(kKinds.size() == kPatternCount);
  return kKinds[static_cast<size_t>(pattern)];
}

void sortByCall(std::vector<Operation>* operations) {
  std::sort(operations->begin(), operations->end(),
            [](const Operation& left, const Operation& right) { return left.id < right.id; });
}

// "client 1's update to "c" on peer 2 (called at 200, acknowledged at 205)".
std::string callText(const Operation& call) {
  const std::string called = " (called " + timeText(call, call.invokedAt);
  if (call.kind == sim::Operation::Read) return readText(call) + called + ")";
  std::string end = ", its outcome unknown";
  if (call.outcome == Outcome::Ok) end = ", acknowledged " + timeText(call, call.finishedAt);
  if (call.outcome == Outcome::Mismatch) end = ", refused " + timeText(call, call.finishedAt);
  return clientOf(call) + "'s " + writeText(call) + placeOf(call) + called + end + ")";
}

// The operations to show first, if there is no room for all: those that need the key to be present,
// then the reads, then the writes, the later ones first.
int importance(const KeyOperation& operation) {
  return operation.needsPresent ? 2 : operation.isRead() ? 1 : 0;
}

// The start of a sentence about some calls on a key, all of which are listed or not.
std::string noOrderText(const std::string& key, size_t calls, bool areListed, size_t others) {
  const std::string onKey = " on " + printable(key);
  std::string text = "No order of ";
  if (calls == 1) {
    text = "No order explains what this call" + onKey + " returned";
  } else {
    text += areListed ? "these" : std::to_string(calls);
    text += " calls" + onKey + " explains what they returned";
  }
  if (others == 0) return text;
  return text + ", whatever the " + (others == 1 ? "other" : std::to_string(others) + " others") +
         " did";
}

}  // namespace

Violation describeFinding(Level level, const Finding& finding, const std::string& held) {
  Violation violation;
  violation.level = level;
  violation.kind = kindOf(finding.pattern);
  violation.key = finding.read->key;
  for (const Operation* operation : {finding.source, finding.earlier, finding.read}) {
    if (operation != nullptr) violation.operations.push_back(*operation);
  }
  sortByCall(&violation.operations);
  violation.sentence = capitalised(sentenceOf(finding));
  if (!held.empty()) violation.sentence += " At the end, " + held + ".";
  return violation;
}

Violation describeDisorder(Level level, const KeyHistory& history, size_t total) {
  KeyHistory chosen(history.rbegin(), history.rend());
  std::stable_sort(chosen.begin(), chosen.end(), [](const auto& left, const auto& right) {
    return importance(left) > importance(right);
  });
  chosen.resize(std::min(chosen.size(), kMostOperations));

  Violation violation;
  violation.level = level;
  violation.kind = kNoOrder;
  violation.key = history.front().call->key;
  for (const KeyOperation& operation : chosen) violation.operations.push_back(*operation.call);
  sortByCall(&violation.operations);
  std::string list;
  for (const Operation& operation : violation.operations) {
    list += (list.empty() ? "" : "; ") + callText(operation);
  }
  const bool isAll = history.size() == chosen.size();
  violation.sentence = noOrderText(violation.key, history.size(), isAll, total - history.size()) +
                       (isAll ? ": " : "; among them: ") + list + ".";
  return violation;
}

}  // namespace check
