// The counts of a run, for its closing summary and for the checks that every run must pass.
#pragma once

#include <array>
#include <cstdint>

#include "sim/EventStream.h"
#include "sim/OpenCalls.h"

namespace sim {

class Tally : public Sink {
 public:
  void onEvent(const Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  struct OperationCounts {
    int invoked = 0;
    int succeeded = 0;
    int failed = 0;
  };

  int peersStarted = 0;
  int peersFailed = 0;
  int64_t membersAdded = 0;    // `joined` lines.
  int64_t othersAdded = 0;     // Of those, of another peer than the one that logged it.
  int64_t membersRemoved = 0;  // `removed` lines.
  int64_t messagesSent = 0;
  int64_t storeMessagesSent = 0;      // Of those, on the store's network.
  int64_t storeMessagesToOthers = 0;  // Of these, not to the sender itself.
  int64_t storeBytesSent = 0;         // In all of the store's.
  // Reads for which a store asked its cache of hot keys, and those of them that it answered.
  int64_t cacheReads = 0;
  int64_t cacheHits = 0;
  int64_t messagesDelivered = 0;
  int64_t messagesLost = 0;     // By chance, or by the schedule's faults.
  int64_t messagesRefused = 0;  // Too large, or the receiver's queue was full.
  int64_t messagesDelayed = 0;  // By faults, as the next two.
  int64_t messagesDuplicated = 0;
  int64_t messagesCorrupted = 0;
  // Results and membership changes that a peer logged under another peer's address, and the first.
  int64_t linesLoggedAsAnother = 0;
  Tick firstLoggedAsAnotherAt = 0;
  int32_t loggedAsAnotherBy = 0;  // Peers' ids.
  int32_t loggedAsAnotherName = 0;
  std::array<OperationCounts, kOperationCount> operations;  // By Operation.

  const OperationCounts& of(Operation operation) const {
    return operations[static_cast<size_t>(operation)];
  }

  // Client calls that got no result line of their coordinator, and result lines for which no call
  // was open (OpenCalls.h). A coordinator that has failed or left owes nothing for the calls that
  // were open then; restarted, it may still answer them.
  int unansweredOperations() const;
  int surplusAnswers() const { return surplusAnswers_; }

  // Whether some call that was made on this coordinator has no result yet.
  bool hasOpenCall(const Endpoint& coordinator) const;

 private:
  struct OpenCall {
    bool isExcused = false;  // Its answer may come or not.
  };

  void countDropped(DropCause cause);
  void countLoggedAsAnother(const Event& event);
  void noteAnswer(const Event& event);
  void excuse(const Endpoint& coordinator);

  OpenCalls<OpenCall> open_;
  int surplusAnswers_ = 0;
};

}  // namespace sim
