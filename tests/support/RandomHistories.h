// Random histories of one key for the tests of check/: arbitrary small ones, most of them broken,
// and long ones of an atomic register, all of them correct.
#ifndef TESTS_RANDOMHISTORIES_H_
#define TESTS_RANDOMHISTORIES_H_

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "check/consistency/History.h"
#include "sim/Random.h"
#include "tests/support/CheckOperations.h"

class RandomHistories {
 public:
  explicit RandomHistories(uint64_t seed) : random_(seed, "histories") {}

  // 1 … most operations of up to three values, by up to two sessions and nobody's.
  std::vector<check::Operation> anything(size_t most) {
    const size_t count = 1 + random_.below(most);
    std::vector<uint64_t> calls;
    for (size_t i = 0; i < count; ++i) calls.push_back(1 + random_.below(3 * count));
    std::sort(calls.begin(), calls.end());
    Operations operations;
    for (uint64_t call : calls) addAnything(call, &operations);
    return operations.all;
  }

  // The same with the operations of recorded histories, among them compare-and-sets and, if
  // `appends` is set, appends.
  std::vector<check::Operation> anythingRecorded(size_t most, bool appends) {
    std::vector<check::Operation> all = anything(most);
    for (check::Operation& operation : all) {
      if (operation.kind == sim::Operation::Read) {
        if (appends && random_.chance(0.6)) operation.value += "abc"[random_.below(3)];
        continue;
      }
      if (operation.kind == sim::Operation::Create) operation.kind = sim::Operation::Update;
      operation.form = check::WriteForm::Unconditional;
      if (operation.kind == sim::Operation::Delete) continue;
      if (appends && random_.chance(0.5)) operation.form = check::WriteForm::Append;
      if (random_.chance(0.5)) swap(&operation);
    }
    return all;
  }

  // Each client makes one call after the other on an atomic register; each takes effect at one
  // moment between its call and its end. `lost`: the share of writes whose outcome is unknown.
  std::vector<check::Operation> ofRegister(int clients, int count, double lost) {
    std::vector<std::optional<Call>> open(static_cast<size_t>(clients));
    std::vector<check::Operation> done;
    std::optional<std::string> state;
    int calls = 0;
    for (uint64_t now = 1; calls < count; ++now) {
      const size_t client = random_.below(open.size());
      std::optional<Call>& call = open[client];
      if (!call) {
        call = Call{newCall(static_cast<int>(client) + 1, ++calls, now)};
      } else if (!call->isEffective) {
        call->isEffective = true;
        call->isRefused = !takeEffect(&call->operation, &state);
      } else {
        const bool isWrite = call->operation.kind != sim::Operation::Read;
        const bool hasLine = !call->isRefused && !(isWrite && random_.chance(lost));
        done.push_back(finished(call->operation, hasLine, now));
        call.reset();
      }
    }
    for (const std::optional<Call>& call : open) {
      if (call) done.push_back(finished(call->operation, false, 0));
    }
    std::sort(done.begin(), done.end(),
              [](const auto& left, const auto& right) { return left.id < right.id; });
    return done;
  }

  static std::string text(const std::vector<check::Operation>& operations) {
    std::ostringstream out;
    for (const check::Operation& operation : operations) {
      out << "client " << operation.client << ' ' << "CRUD"[static_cast<int>(operation.kind)]
          << " \"" << operation.value << "\" outcome " << static_cast<int>(operation.outcome) << ' '
          << operation.invoked << " ... " << operation.finished << " form "
          << static_cast<int>(operation.form) << " expected "
          << operation.expected.value_or("nothing") << '\n';
    }
    return out.str();
  }

 private:
  struct Call {
    check::Operation operation;
    bool isEffective = false;
    bool isRefused = false;  // As an update of an absent key: a failure, its outcome unknown.
  };

  static check::Operation finished(check::Operation operation, bool hasLine, uint64_t now) {
    if (hasLine) {
      operation.finished = now;
      operation.finishedAt = static_cast<sim::Tick>(now);
    } else {
      operation.outcome = check::Outcome::Unknown;
    }
    return operation;
  }

  void addAnything(uint64_t call, Operations* operations) {
    const auto kind = static_cast<sim::Operation>(random_.below(4));
    const std::string value(1, static_cast<char>('a' + random_.below(3)));
    check::Outcome outcome = check::Outcome::Ok;
    if (random_.chance(0.25)) {
      outcome = check::Outcome::Unknown;
    } else if (kind == sim::Operation::Read && random_.chance(0.25)) {
      outcome = check::Outcome::Absent;
    }
    const bool isOpen = outcome == check::Outcome::Unknown;
    const uint64_t end = isOpen ? UINT64_MAX : call + random_.below(5);
    operations->add(static_cast<int>(random_.below(3)), kind, value, outcome, call, end);
  }

  // Makes a compare-and-set of it.
  void swap(check::Operation* operation) {
    operation->form = check::WriteForm::CompareAndSet;
    if (random_.chance(0.8)) {
      operation->expected = std::string(1, static_cast<char>('a' + random_.below(3)));
    }
    const bool isKnown = operation->outcome == check::Outcome::Ok;
    if (isKnown && random_.chance(0.3)) operation->outcome = check::Outcome::Mismatch;
  }

  check::Operation newCall(int client, int id, uint64_t now) {
    check::Operation operation;
    operation.id = id;
    operation.client = client;
    operation.coordinator = {client, 0};
    const uint64_t draw = random_.below(20);
    operation.kind = draw < 10   ? sim::Operation::Read
                     : draw < 16 ? sim::Operation::Update
                     : draw < 18 ? sim::Operation::Create
                                 : sim::Operation::Delete;
    operation.key = "k";
    if (operation.kind == sim::Operation::Create || operation.kind == sim::Operation::Update) {
      operation.value = "v" + std::to_string(id);
    }
    operation.invoked = now;
    operation.invokedAt = static_cast<sim::Tick>(now);
    return operation;
  }

  // False: the register refuses it.
  static bool takeEffect(check::Operation* operation, std::optional<std::string>* state) {
    operation->outcome = check::Outcome::Ok;
    switch (operation->kind) {
      case sim::Operation::Read:
        if (!*state) operation->outcome = check::Outcome::Absent;
        operation->value = state->value_or("");
        return true;
      case sim::Operation::Create:
        if (!*state) *state = operation->value;
        return true;
      case sim::Operation::Update:
        if (!*state) return false;
        *state = operation->value;
        return true;
      case sim::Operation::Delete:
        if (!*state) return false;
        state->reset();
        return true;
    }
    return false;
  }

  sim::Random random_;
};

#endif  // TESTS_RANDOMHISTORIES_H_
