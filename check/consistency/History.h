// The client calls of a run with their results, for the consistency checks.
//
// Built from the events that every node produces: the calls on its coordinators (OperationInvoked),
// the coordinators' lines (OperationFinished) and the replicas' (ReplicaAnswered).
//
// A line answers an open call by the rule of sim/OpenCalls.h; for a write, the first call that also
// has the line's value, if there is one. If a line answers a later call of the same name, the
// earlier call only seems to have lasted longer, which cannot cause a false violation.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/base/Design.h"
#include "sim/EventStream.h"
#include "sim/OpenCalls.h"

namespace check {

enum class Outcome : uint8_t {
  Ok,        // The coordinator reported success.
  Absent,    // A read that failed because the key is absent: a majority of the key's replicas (a
             // quorum) reported that, or the store says that the answers decided it, as a tombstone
             // at one replica does. It is an observation like any other.
  Mismatch,  // A compare-and-set that changed nothing because it found another value.
  Unknown  // No line, or a failure: a write may have taken effect, may yet do so, or never will; a
           // read proves nothing.
};

// How an update or a delete acts. Clients of the course's stores have the first form alone; the
// others are in histories of other systems (check/recorded/).
enum class WriteForm : uint8_t {
  Conditional,    // It succeeds only if the key is present.
  Unconditional,  // It sets or removes the value, whatever was there.
  CompareAndSet,  // It sets the value if `expected` was there.
  Append          // It puts its value behind the one that was there.
};

struct Operation {
  int id = 0;      // From 1, in the order of the calls.
  int client = 0;  // The session, or 0 for none.
  sim::Endpoint coordinator;
  sim::Operation kind = sim::Operation::Read;
  std::string key;
  std::string value;  // The value written, or returned by a successful read.
  WriteForm form = WriteForm::Conditional;
  // Of a compare-and-set; nothing: the key has to be absent.
  std::optional<std::string> expected = std::nullopt;
  Outcome outcome = Outcome::Unknown;
  // Positions in the run's event stream, from 1, a total order; ticks are for people.
  uint64_t invoked = 0;
  uint64_t finished = UINT64_MAX;  // UINT64_MAX if outcome is Unknown.
  // Of a recorded history they are lines of its file.
  sim::Tick invokedAt = 0;
  sim::Tick finishedAt = -1;  // -1 if there is no line.
  // Who called it, in a recorded history, which knows no coordinators: "process 3"; else "".
  std::string caller = "";

  bool isRecorded() const { return !caller.empty(); }
};

// Whether one of them creates a key.
bool hasCreate(const std::vector<Operation>& operations);

// While a coordinator logs the result of a read: whether its store says that the replicas' answers
// decided it, and not a time-out.
using ReadDecision = std::function<bool(const sim::Endpoint& coordinator, int32_t transId)>;

class History : public sim::Sink {
 public:
  // `isDecided` may be null: no store can tell.
  explicit History(const Design& design = kQuorumDesign, ReadDecision isDecided = nullptr)
      : quorum_(design.quorum), isDecided_(std::move(isDecided)) {}

  void onEvent(const sim::Event& event) override;

  // How many operations there are so far: the id of the last.
  int count() const { return static_cast<int>(operations_.size()); }

  // All operations so far, by id.
  std::vector<Operation> operations() const;

  // The operation that the last OperationFinished event was the line of; 0 if of none.
  int lastFinished() const { return lastFinished_; }

  // Lines of coordinators that had no open call with their name.
  int surplusLines() const { return surplusLines_; }

  // Calls without any line whose coordinator has not failed, left or restarted since, by id.
  std::vector<Operation> unansweredCalls() const;

 private:
  struct MissingReport {
    sim::Endpoint replica;
    uint64_t position;
  };

  void call(const sim::Event& event);
  void finish(const sim::Event& event);
  void interrupt(const sim::Endpoint& coordinator);
  // The index of the call that the line answers; nothing if none is open.
  std::optional<size_t> closeCall(const sim::Event& line);
  bool keyIsAbsent(const sim::Event& line, uint64_t invoked) const;

  size_t quorum_;
  ReadDecision isDecided_;
  uint64_t position_ = 0;
  int surplusLines_ = 0;
  int lastFinished_ = 0;
  std::vector<Operation> operations_;
  std::vector<bool> interrupted_;  // By operation, as operations_.
  sim::OpenCalls<size_t> open_;    // Indices of operations_.
  std::set<sim::Endpoint> startedPeers_;
  // Replicas' lines that the key is absent, by the read's transaction and key.
  std::map<std::pair<int32_t, std::string>, std::vector<MissingReport>> missing_;
};

}  // namespace check
