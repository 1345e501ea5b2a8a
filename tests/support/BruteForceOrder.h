// Whether a small history of one key has an order that explains it, by trying all. Written from the
// definitions alone: it shares nothing with check/.
#ifndef TESTS_BRUTEFORCEORDER_H_
#define TESTS_BRUTEFORCEORDER_H_

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/consistency/History.h"

class BruteForceOrder {
 public:
  using Operation = check::Operation;
  using Value = std::optional<std::string>;

  // The operations with these ids may also have had no effect.
  BruteForceOrder(const std::vector<Operation>& operations, bool inSessions,
                  std::set<int> optional = {})
      : operations_(operations),
        inSessions_(inSessions),
        optional_(std::move(optional)),
        taken_(operations.size(), false) {}

  bool exists() { return search(std::nullopt); }

 private:
  bool search(const Value& state) {
    bool allKnownTaken = true;
    for (size_t i = 0; i < operations_.size(); ++i) {
      if (taken_[i]) continue;
      const bool isKnown = operations_[i].outcome != check::Outcome::Unknown;
      allKnownTaken &= !isKnown;
      if (!mayComeNext(i)) continue;
      taken_[i] = true;
      for (const Value& next : results(operations_[i], state)) {
        if (search(next)) return true;
      }
      if (optional_.count(operations_[i].id) > 0 && search(state)) return true;
      taken_[i] = false;
    }
    return allKnownTaken;
  }

  bool mayComeNext(size_t index) const {
    for (size_t i = 0; i < operations_.size(); ++i) {
      if (!taken_[i] && precedes(operations_[i], operations_[index])) return false;
    }
    return true;
  }

  bool precedes(const Operation& first, const Operation& second) const {
    const bool inOneSession = first.client == second.client && first.client != 0;
    return first.finished < second.invoked && (inOneSession || !inSessions_);
  }

  static bool overlap(const Operation& first, const Operation& second) {
    return first.finished >= second.invoked && second.finished >= first.invoked;
  }

  // The states that the operation may lead to. None: it cannot be here.
  std::vector<Value> results(const Operation& operation, const Value& state) const {
    const bool isUnknown = operation.outcome == check::Outcome::Unknown;
    const bool mayBeOmitted = isUnknown || optional_.count(operation.id) > 0;
    if (operation.form == check::WriteForm::CompareAndSet) {
      const bool isEqual = state == operation.expected;
      if (operation.outcome == check::Outcome::Mismatch) {
        return isEqual ? std::vector<Value>() : std::vector<Value>{state};
      }
      return isEqual ? std::vector<Value>{operation.value} : std::vector<Value>();
    }
    if (operation.form == check::WriteForm::Append) {
      return {state.value_or("") + operation.value};
    }
    const bool isConditional = operation.form == check::WriteForm::Conditional && !mayBeOmitted;
    switch (operation.kind) {
      case sim::Operation::Read:
        if (isUnknown) return {state};
        if (operation.outcome == check::Outcome::Absent) {
          return state ? std::vector<Value>() : std::vector<Value>{state};
        }
        return state == operation.value ? std::vector<Value>{state} : std::vector<Value>();
      case sim::Operation::Create:
        if (state) return {state, operation.value};
        return {operation.value};
      case sim::Operation::Update:
        if (isConditional && !state && !meets(operation, true)) return {};
        return {operation.value};
      case sim::Operation::Delete:
        if (isConditional && !state && !meets(operation, false)) return {};
        return {std::nullopt};
    }
    return {};
  }

  bool meets(const Operation& operation, bool onlyDeletes) const {
    return std::any_of(operations_.begin(), operations_.end(), [&](const Operation& other) {
      if (other.id == operation.id || other.kind == sim::Operation::Read) return false;
      if (onlyDeletes && other.kind != sim::Operation::Delete) return false;
      return overlap(operation, other);
    });
  }

  const std::vector<Operation>& operations_;
  const bool inSessions_;
  const std::set<int> optional_;
  std::vector<bool> taken_;
};

#endif  // TESTS_BRUTEFORCEORDER_H_
