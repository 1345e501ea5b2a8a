#include "check/consistency/ViolationText.h"

#include <algorithm>
#include <array>

#include "check/base/Wording.h"

namespace check {

namespace {

constexpr size_t kMostOperations = 4;

std::string clientOf(const Operation& call) {
  return call.client == 0 ? "a client" : "client " + std::to_string(call.client);
}

std::string quoted(const std::string& value) { return '"' + printable(value) + '"'; }

std::string placeOf(const Operation& call) {
  std::string place = " on peer " + std::to_string(call.coordinator.id);
  if (call.coordinator.port != 0) place += ":" + std::to_string(call.coordinator.port);
  return place;
}

// "client 2 read key7 = "b" on peer 3 at 212".
std::string readText(const Operation& read) {
  const std::string what = read.outcome == Outcome::Absent
                               ? " found no " + printable(read.key)
                               : " read " + printable(read.key) + " = " + quoted(read.value);
  return clientOf(read) + what + placeOf(read) + " at " + std::to_string(read.finishedAt);
}

// "update to "c"".
std::string writeText(const Operation& write) {
  switch (write.kind) {
    case sim::Operation::Create: return "create of " + quoted(write.value);
    case sim::Operation::Update: return "update to " + quoted(write.value);
    default: return "delete";
  }
}

std::string acknowledged(const Operation& write, const std::string& owner) {
  return ", after " + owner + " " + writeText(write) + " had been acknowledged at " +
         std::to_string(write.finishedAt);
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
  if (call.kind == sim::Operation::Read) {
    return readText(call) + " (called at " + std::to_string(call.invokedAt) + ")";
  }
  const std::string end = call.outcome == Outcome::Ok
                              ? ", acknowledged at " + std::to_string(call.finishedAt)
                              : ", its outcome unknown";
  return clientOf(call) + "'s " + writeText(call) + placeOf(call) + " (called at " +
         std::to_string(call.invokedAt) + end + ")";
}

// The operations to show first, if there is no room for all: those that need the key to be present,
// then the reads, then the writes, the later ones first.
int importance(const KeyOperation& operation) {
  return operation.needsPresent ? 2 : operation.isRead() ? 1 : 0;
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

Violation describeDisorder(Level level, const KeyHistory& history) {
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
  const std::string calls = isAll ? "these" : std::to_string(history.size());
  violation.sentence = "No order of " + calls + " calls on " + printable(violation.key) +
                       " explains what they returned" + (isAll ? ": " : "; among them: ") + list +
                       ".";
  return violation;
}

}  // namespace check
