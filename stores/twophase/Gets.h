// The gets at the coordinator that have no answer yet.
//
// A get is asked under a number of its own. An update that locks its set interrupts it: it is asked
// again under another number when the set is free, and answers to the old one do not count.
#pragma once

#include <cstddef>
#include <map>

#include "stores/twophase/Frame.h"
#include "stores/twophase/Outbox.h"
#include "stores/twophase/Servers.h"
#include "stores/twophase/SetCache.h"

namespace twophase {

// Gives the numbers of transactions and gets.
struct Numbers {
  uint32_t incarnation = 0;
  uint32_t last = 0;

  TransactionId next() { return transactionId(incarnation, ++last); }
  // What next() will give.
  TransactionId coming() const { return transactionId(incarnation, last + 1); }
};

// The sets that updates hold.
using Locks = std::map<size_t, TransactionId>;

class Gets {
 public:
  // Borrows all.
  Gets(SetCache* cache, const Servers* servers, const Locks* locks, Numbers* numbers)
      : cache_(cache), servers_(servers), locks_(locks), numbers_(numbers) {}

  // A caller's get, for the first time or again.
  void onCall(const Message& call, int now, Outbox* out);
  // A server's answer.
  void onAnswer(const Message& answer, Outbox* out);
  // An update has locked the set.
  void interrupt(size_t set);
  // Asks what can be asked, and gives up what is too late.
  void onTick(int now, Outbox* out);

 private:
  struct Get {
    Message call;
    TransactionId number = 0;  // Under which it is asked; 0 = it is not.
    size_t asked = 0;          // How often, under this number.
    int nextTry = 0;           // Tick.
  };
  using Open = std::map<RequestId, Get>;

  // Returns whether it has been answered.
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
