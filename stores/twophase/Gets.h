// The coordinator's open gets.
//
// Each get is sent to a server under its own number. If an update locks the get's cache set, the
// get is interrupted: it is sent again under a new number once the set is free, and answers to the
// old number are ignored.
#pragma once

#include <cstddef>
#include <map>

#include "stores/twophase/Frame.h"
#include "stores/twophase/Outbox.h"
#include "stores/twophase/Servers.h"
#include "stores/twophase/SetCache.h"

namespace twophase {

// Allocates the numbers of transactions and gets.
struct Numbers {
  uint32_t incarnation = 0;
  uint32_t last = 0;

  TransactionId next() { return transactionId(incarnation, ++last); }
  // What next() will return.
  TransactionId coming() const { return transactionId(incarnation, last + 1); }
};

// The cache sets that updates have locked.
using Locks = std::map<size_t, TransactionId>;

class Gets {
 public:
  // Borrows all.
  Gets(SetCache* cache, const Servers* servers, const Locks* locks, Numbers* numbers)
      : cache_(cache), servers_(servers), locks_(locks), numbers_(numbers) {}

  // A caller's get, or a retransmission of one.
  void onCall(const Message& call, int now, Outbox* out);
  // A server's answer.
  void onAnswer(const Message& answer, Outbox* out);
  // An update has locked the set.
  void interrupt(size_t set);
  // Sends the gets that are due, and drops those whose deadline has passed.
  void onTick(int now, Outbox* out);

 private:
  struct Get {
    Message call;
    TransactionId number = 0;  // The number it was sent under; 0 = it was not sent.
    size_t asked = 0;          // How many times it was sent under this number.
    int nextTry = 0;           // Tick.
  };
  using Open = std::map<RequestId, Get>;

  // Returns true if it was answered.
  bool advance(Get* get, int now, Outbox* out);
  void ask(Get* get, int now, Outbox* out);
  void answer(const Message& call, const std::string& text, const std::string& value, Outbox* out);

  SetCache* const cache_;
  const Servers* const servers_;
  const Locks* const locks_;
  Numbers* const numbers_;
  Open open_;
};

}  // namespace twophase
