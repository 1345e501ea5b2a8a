// The client calls of a run with their results, as the checker needs them.
//
// Made from what every node shows: the calls on its coordinators (OperationInvoked), the
// coordinators' lines (OperationFinished) and the replicas' (ReplicaAnswered).
//
// A line answers the first open call of its coordinator, kind and key; of a write, the first that
// has also the line's value, if there is one. A call that is taken for an earlier one of the same
// name only seems to have lasted longer, which accuses nobody.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "check/base/Design.h"
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
  // Places in the run's event stream, from 1, which is one total order; ticks for people.
  uint64_t invoked = 0;
  uint64_t finished = UINT64_MAX;  // UINT64_MAX if outcome is Unknown.
  sim::Tick invokedAt = 0;
  sim::Tick finishedAt = -1;  // -1 if no line came.
};

// Whether one of them creates a key.
bool hasCreate(const std::vector<Operation>& operations);

class History : public sim::Sink {
 public:
  explicit History(const Design& design = kQuorumDesign) : quorum_(design.quorum) {}

  void onEvent(const sim::Event& event) override;

  // All operations so far, by id.
  std::vector<Operation> operations() const;

  // Lines of coordinators that had no open call of their name.
  int surplusLines() const { return surplusLines_; }

  // Calls without any line whose coordinator has not failed, left or restarted since, by id.
  std::vector<Operation> unansweredCalls() const;

 private:
  using CallName = std::tuple<sim::Endpoint, sim::Operation, std::string>;
  struct MissingReport {
    sim::Endpoint replica;
    uint64_t position;
  };

  void call(const sim::Event& event);
  void finish(const sim::Event& event);
  void interrupt(const sim::Endpoint& coordinator);
  void forgetOpenCalls(const sim::Endpoint& coordinator);
  // Removes it from its queue; -1 if there is none.
  int takeOpenCall(const sim::Event& line);
  bool keyIsAbsent(const sim::Event& line, uint64_t invoked) const;

  size_t quorum_;
  uint64_t position_ = 0;
  int surplusLines_ = 0;
  std::vector<Operation> operations_;
  std::vector<bool> interrupted_;                 // By operation, as operations_.
  std::map<CallName, std::vector<size_t>> open_;  // Indices of operations_, in order of the calls.
  std::set<sim::Endpoint> startedPeers_;
  // Replicas' lines that they do not have the key, by the read's transaction and key.
  std::map<std::pair<int32_t, std::string>, std::vector<MissingReport>> missing_;
};

}  // namespace check
