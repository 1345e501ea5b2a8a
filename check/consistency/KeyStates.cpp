#include "check/consistency/KeyStates.h"

#include <algorithm>

namespace check {
namespace {

using Writes = std::vector<const Operation*>;

bool isDelete(const Operation* write) { return write->kind == sim::Operation::Delete; }

bool isKnown(const Operation* write) { return write->outcome == Outcome::Ok; }

// The successful writes after which no other one succeeded: the last, or those concurrent with it.
Writes lastKnownWrites(const Writes& writes) {
  Writes last;
  for (const Operation* write : writes) {
    const bool isOvertaken = std::any_of(writes.begin(), writes.end(), [&](const Operation* other) {
      return isKnown(other) && other->invoked > write->finished;
    });
    if (isKnown(write) && !isOvertaken) last.push_back(write);
  }
  return last;
}

// Returns whether the unknown write could restore a deleted key. An update cannot if it had failed
// before the last delete was called. One that is concurrent with the delete can: it may have found
// the key, and write after the delete.
bool couldRevive(const Operation* write, const Writes& last) {
  if (isKnown(write) || isDelete(write)) return false;
  if (write->kind == sim::Operation::Create) return true;
  return std::any_of(last.begin(), last.end(), [&](const Operation* deletion) {
    const bool hadFailed = write->finishedAt >= 0 && write->finishedAt < deletion->invokedAt;
    return !hadFailed;
  });
}

bool couldDelete(const Operation* write) { return !isKnown(write) && isDelete(write); }

KeyState stateAfter(const Writes& writes) {
  const Writes last = lastKnownWrites(writes);
  if (last.empty()) return KeyState::Uncertain;
  const size_t deletes = static_cast<size_t>(std::count_if(last.begin(), last.end(), isDelete));
  if (deletes == last.size()) {
    const bool canComeBack = std::any_of(writes.begin(), writes.end(), [&](const Operation* write) {
      return couldRevive(write, last);
    });
    return canComeBack ? KeyState::Uncertain : KeyState::Deleted;
  }
  const bool canGo = deletes > 0 || std::any_of(writes.begin(), writes.end(), couldDelete);
  return canGo ? KeyState::Uncertain : KeyState::Live;
}

std::map<std::string, Writes> writesByKey(const std::vector<Operation>& operations) {
  std::map<std::string, Writes> writesOf;
  for (const Operation& operation : operations) {
    if (operation.kind != sim::Operation::Read) writesOf[operation.key].push_back(&operation);
  }
  return writesOf;
}

// A clause about the last delete that no write has surely followed; "" if there is none.
std::string deletionText(const Writes& writes) {
  const Operation* last = nullptr;
  for (const Operation* write : writes) {
    const bool isOvertaken = std::any_of(writes.begin(), writes.end(), [&](const Operation* other) {
      return isKnown(other) && other->invoked > write->finished;
    });
    if (isDelete(write) && !isOvertaken) last = write;
  }
  if (last == nullptr) return "";
  if (isKnown(last)) return "which was deleted at " + std::to_string(last->finishedAt);
  return "for which a delete was called at " + std::to_string(last->invokedAt) +
         ", without success";
}

bool isCreate(const Operation* write) { return write->kind == sim::Operation::Create; }

}  // namespace

std::map<std::string, KeyState> keyStates(const std::vector<Operation>& operations) {
  std::map<std::string, KeyState> states;
  for (const auto& [key, writes] : writesByKey(operations)) {
    if (std::any_of(writes.begin(), writes.end(), isCreate)) states[key] = stateAfter(writes);
  }
  return states;
}

std::map<std::string, std::string> deletionTexts(const std::vector<Operation>& operations) {
  std::map<std::string, std::string> texts;
  for (const auto& [key, writes] : writesByKey(operations)) {
    const std::string text = deletionText(writes);
    if (!text.empty()) texts[key] = text;
  }
  return texts;
}

}  // namespace check
