// The client calls of a run with their results, as the checker needs them.
//
// Made from what every node shows: the calls on its coordinators (OperationInvoked), the
// coordinators' lines (OperationFinished) and the replicas' (ReplicaAnswered).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/EventStream.h"

namespace check {

enum class Outcome : uint8_t {
  Ok,      // The coordinator said success.
  Absent,  // A read that failed because the key is not there: replicas that are a majority of the
           // key's (two of three) said so themselves. It is an observation like any other.
  Unknown  // No line, or a failure: a write may have taken effect, may yet do so, or never will; a
           // read says nothing.
};

struct Operation {
  int id = 0;      // From 1, in the order of the calls.
  int client = 0;  // The session; 0 = none.
  sim::Endpoint coordinator;
  sim::Operation kind = sim::Operation::Read;
  std::string key;
  std::string value;  // Written, or, of a successful read, read.
  Outcome outcome = Outcome::Unknown;
  // Places in the run's event stream, which is one total order; ticks for people.
  uint64_t invoked = 0;
  uint64_t finished = UINT64_MAX;  // UINT64_MAX if outcome is Unknown.
  sim::Tick invokedAt = 0;
  sim::Tick finishedAt = -1;  // -1 if no line came.
};

class History : public sim::Sink {
 public:
  void onEvent(const sim::Event& event) override;

  // All operations so far, by id.
  std::vector<Operation> operations() const;
};

}  // namespace check
