// The coordinator: accepts the callers' requests, runs updates by two-phase commit, and answers
// gets from its cache or from a server.
//
// A state machine, like Participant. A decision is written to the journal before it is put into the
// outbox. README.md has the rules.
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
    size_t servers = 2;  // How many will register.
    size_t cacheSets = 4;
    size_t cacheEntries = 1;  // Of a set.
    size_t largestMessageBytes = course::kLargestMessage;
  };

  // Borrows the journal.
  Coordinator(const Settings& settings, Journal* journal);
  Coordinator(const Coordinator&) = delete;
  Coordinator& operator=(const Coordinator&) = delete;

  // Restores the state from the journal's records. Call it first. Returns false if a record makes
  // no sense; problem() says which.
  bool recover(const std::vector<std::string>& records);
  const std::string& problem() const { return problem_; }

  // Begins a new incarnation. Returns false while the disk is full: call it again until it is true.
  bool begin();
  uint32_t incarnation() const { return numbers_.incarnation; }

  void onMessage(const Message& message, int now, Outbox* out);
  void onTick(int now, Outbox* out);

  const Servers& servers() const { return servers_; }
  const SetCache& cache() const { return cache_; }
  // The number of updates that are decided but not yet acknowledged by all servers.
  size_t unfinished() const { return deciding_.size(); }

 private:
  // An update that is not decided yet.
  struct Voting {
    Message prepare;
    std::vector<sim::PeerId> servers;
    std::set<sim::PeerId> ready;
    int endsAt = 0;   // Tick at which it is aborted if votes are missing.
    int nextTry = 0;  // Tick.
  };
  // An update that is committed but not yet acknowledged by all servers.
  struct Deciding {
    Message decision;  // With the call's request, key and deadline.
    // The value to cache. Empty for a delete, and for an update decided before a crash.
    std::optional<std::string> value;
    std::set<sim::PeerId> waitsFor;
    int nextTry = 0;  // Tick.
  };
  struct Result {
    std::string text;  // "" = not in the journal yet, so nobody may be told.
    int deadline = 0;  // Tick after which nobody asks for it any more.
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
  std::deque<Message> waiting_;  // Updates that have not started, oldest first.
  std::optional<Voting> voting_;
  std::map<TransactionId, Deciding> deciding_;
  std::map<RequestId, Result> results_;
  std::string problem_;
};

}  // namespace twophase
