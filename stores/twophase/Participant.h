// A server: votes on updates, applies what the coordinator decides, and answers its gets.
//
// A state machine: messages and ticks go in, messages come out. A promise is written to the journal
// before it is put into the outbox. README.md has the rules.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "HashTable.h"
#include "stores/twophase/Frame.h"
#include "stores/twophase/Journal.h"
#include "stores/twophase/Outbox.h"
#include "stores/twophase/SetCache.h"

namespace twophase {

// What a server did for a call; becomes a line of the course's log.
struct Served {
  sim::Operation operation = sim::Operation::Read;
  bool success = false;
  RequestId request;
  std::string key;
  std::string value;
};

class Participant {
 public:
  struct Settings {
    sim::PeerId coordinator = 1;
    uint64_t server = 0;  // Its id.
    size_t cacheSets = 100;
    size_t cacheEntries = 10;  // Of a set.
  };

  // Borrows the journal and the table. `table` must be empty; it will hold the committed values.
  // `served` may be null.
  Participant(const Settings& settings, Journal* journal, HashTable* table,
              std::function<void(const Served&)> served = nullptr);

  // Restores the state from the journal's records. Call it first. Returns false if a record makes
  // no sense; problem() says which.
  bool recover(const std::vector<std::string>& records);
  const std::string& problem() const { return problem_; }

  // Begins a new incarnation. Returns false while the disk is full: call it again until it is true.
  bool begin();
  uint32_t incarnation() const { return incarnation_; }

  void onMessage(const Message& message, int now, Outbox* out);
  void onTick(int now, Outbox* out);

  const SetCache& cache() const { return cache_; }
  // The number of transactions that are prepared but not decided.
  size_t inDoubt() const { return prepared_.size(); }

 private:
  struct Prepared {
    Message update;
    int nextInquiry = 0;  // Tick.
  };

  bool replay(const Message& record);
  void onPrepare(const Message& update, int now, Outbox* out);
  void onCommit(const Message& decision, Outbox* out);
  void onAbort(const Message& decision);
  void onGet(const Message& get, Outbox* out);
  void vote(const Message& update, int now, Outbox* out);
  void refuse(const Message& update, const std::string& why, Outbox* out);
  void send(const Message& message, Outbox* out) const;
  void raiseFloor(TransactionId floor);
  void apply(const Message& update);
  void tell(const Message& update, bool success, const std::string& value) const;
  void compact();
  Message startRecord() const;

  const Settings settings_;
  Journal* const journal_;
  HashTable* const table_;
  const std::function<void(const Served&)> served_;

  SetCache cache_;
  uint32_t incarnation_ = 0;
  bool hasRegistered_ = false;
  int nextRegistration_ = 0;  // Tick.
  TransactionId floor_ = 0;
  std::map<TransactionId, Prepared> prepared_;
  std::set<TransactionId> applied_;               // Not below the floor.
  std::map<TransactionId, std::string> refused_;  // Likewise; "" = the coordinator's decision.
  std::string problem_;
};

}  // namespace twophase
