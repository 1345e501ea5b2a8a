// Histories for the tests of check/, written down call by call.
#ifndef TESTS_CHECKOPERATIONS_H_
#define TESTS_CHECKOPERATIONS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "check/consistency/History.h"

// Adds operations in order of their calls. The ticks are the positions.
class Operations {
 public:
  using Kind = sim::Operation;

  Operations& create(int client, const std::string& value, uint64_t invoked, uint64_t finished) {
    return add(client, Kind::Create, value, check::Outcome::Ok, invoked, finished);
  }
  Operations& update(int client, const std::string& value, uint64_t invoked, uint64_t finished) {
    return add(client, Kind::Update, value, check::Outcome::Ok, invoked, finished);
  }
  Operations& erase(int client, uint64_t invoked, uint64_t finished) {
    return add(client, Kind::Delete, "", check::Outcome::Ok, invoked, finished);
  }
  Operations& read(int client, const std::string& value, uint64_t invoked, uint64_t finished) {
    return add(client, Kind::Read, value, check::Outcome::Ok, invoked, finished);
  }
  Operations& absent(int client, uint64_t invoked, uint64_t finished) {
    return add(client, Kind::Read, "", check::Outcome::Absent, invoked, finished);
  }
  Operations& unknown(int client, Kind kind, const std::string& value, uint64_t invoked) {
    return add(client, kind, value, check::Outcome::Unknown, invoked, UINT64_MAX);
  }
  // The operations of recorded histories.
  Operations& write(int client, const std::string& value, uint64_t invoked, uint64_t finished) {
    update(client, value, invoked, finished);
    all.back().form = check::WriteForm::Unconditional;
    return *this;
  }
  Operations& append(int client, const std::string& value, uint64_t invoked, uint64_t finished) {
    update(client, value, invoked, finished);
    all.back().form = check::WriteForm::Append;
    return *this;
  }
  Operations& swap(int client, const std::string& expected, const std::string& value,
                   uint64_t invoked, uint64_t finished) {
    update(client, value, invoked, finished);
    all.back().form = check::WriteForm::CompareAndSet;
    all.back().expected = expected;
    return *this;
  }
  Operations& mismatch(int client, const std::string& expected, const std::string& value,
                       uint64_t invoked, uint64_t finished) {
    swap(client, expected, value, invoked, finished);
    all.back().outcome = check::Outcome::Mismatch;
    return *this;
  }
  // What follows is of this key; "k" before.
  Operations& onKey(const std::string& key) {
    key_ = key;
    return *this;
  }

  Operations& add(int client, Kind kind, const std::string& value, check::Outcome outcome,
                  uint64_t invoked, uint64_t finished) {
    check::Operation operation;
    operation.id = static_cast<int>(all.size()) + 1;
    operation.client = client;
    operation.coordinator = {client + 1, 0};
    operation.kind = kind;
    operation.key = key_;
    operation.value = value;
    operation.outcome = outcome;
    operation.invoked = invoked;
    operation.invokedAt = static_cast<sim::Tick>(invoked);
    operation.finished = finished;
    const bool hasLine = outcome != check::Outcome::Unknown;
    operation.finishedAt = hasLine ? static_cast<sim::Tick>(finished) : -1;
    all.push_back(std::move(operation));
    return *this;
  }

  std::vector<check::Operation> all;

 private:
  std::string key_ = "k";
};

#endif  // TESTS_CHECKOPERATIONS_H_
