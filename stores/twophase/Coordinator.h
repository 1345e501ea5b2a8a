// The coordinator: takes the callers' requests, runs updates by two-phase commit, and has gets
// answered.
//
// A state machine, as Participant is: what it decides is in its journal before it is in the outbox.
// README.md has the rules.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "CourseRules.h"
#include "stores/twophase/Frame.h"
#include "stores/twophase/Gets.h"
#include "stores/twophase/Journal.h"
#include "stores/twophase/Outbox.h"
#include "stores/twophase/Servers.h"
#include "stores/twophase/SetCache.h"

namespace twophase {

class Coordinator {
 public:
  struct Settings {
    size_t servers = 2;  // As many as register.
    size_t cacheSets = 4;
    size_t cacheEntries = 1;  // Of a set.
    size_t largestMessageBytes = course::kLargestMessage;
  };

  // Borrows the journal.
  Coordinator(const Settings& settings, Journal* journal);
  Coordinator(const Coordinator&) = delete;
  Coordinator& operator=(const Coordinator&) = delete;

  // First: with the journal's records. False: one of them makes no sense, and problem() says which.
  bool recover(const std::vector<std::string>& records);
  const std::string& problem() const { return problem_; }

  // Then, until it is true: begins a new incarnation. False: the disk is full.
  bool begin();
  uint32_t incarnation() const { return numbers_.incarnation; }

  void onMessage(const Message& message, int now, Outbox* out);
  void onTick(int now, Outbox* out);

  const Servers& servers() const { return servers_; }
  const SetCache& cache() const { return cache_; }
  // Updates that are decided and not ended.
  size_t unfinished() const { return deciding_.size(); }

 private:
  // An update that is not decided.
  struct Voting {
    Message prepare;
    std::vector<sim::PeerId> servers;
    std::set<sim::PeerId> ready;
    int endsAt = 0;   // Tick: without all votes, it is aborted.
    int nextTry = 0;  // Tick.
  };
  // One that is committed, and not acknowledged by all.
  struct Deciding {
    Message decision;                  // With the call's request, key and deadline.
    std::optional<std::string> value;  // To be cached; nothing: a delete, or of before a crash.
    std::set<sim::PeerId> waitsFor;
    int nextTry = 0;  // Tick.
  };
  struct Result {
    std::string text;  // "" = nobody may be told: it is not in the journal.
    int deadline = 0;  // Tick, after which nobody can ask.
  };

  bool replay(const Message& record);
  void onRegister(const Message& message, Outbox* out);
  void onCall(const Message& call, int now, Outbox* out);
  void onVote(const Message& vote, int now, Outbox* out);
  void onAck(const Message& ack, int now, Outbox* out);
  void onInquiry(const Message& inquiry, Outbox* out);

  bool isInProgress(const RequestId& request) const;
  void startUpdate(int now, Outbox* out);
  void sendPrepares(int now, Outbox* out);
  void commit(int now, Outbox* out);
  void abort(const std::string& why, Outbox* out);
  void sendCommits(Deciding* update, int now, Outbox* out);
  void finish(TransactionId transaction, int now, Outbox* out);
  void respond(const RequestId& request, const std::string& text, Outbox* out) const;
  Message decisionOf(const Voting& update, Type type) const;
  TransactionId floor() const;
  void compact();

  const size_t largestMessageBytes_;
  Journal* const journal_;
  SetCache cache_;
  Servers servers_;
  Numbers numbers_;
  Locks locks_;
  Gets gets_;
  std::deque<Message> waiting_;  // Updates that have not begun, the oldest first.
  std::optional<Voting> voting_;
  std::map<TransactionId, Deciding> deciding_;
  std::map<RequestId, Result> results_;
  std::string problem_;
};

}  // namespace twophase
