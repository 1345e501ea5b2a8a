// The messages that a step of the protocol wants sent.
#pragma once

#include <vector>

#include "sim/Event.h"
#include "stores/twophase/Frame.h"

namespace twophase {

struct Outgoing {
  sim::PeerId to = 0;
  Message message;
};

using Outbox = std::vector<Outgoing>;

// An answer to `message`, with the same request and transaction.
inline Message answerTo(const Message& message, Type type, uint32_t incarnation) {
  Message answer;
  answer.type = type;
  answer.request = message.request;
  answer.transaction = message.transaction;
  answer.incarnation = incarnation;
  return answer;
}

}  // namespace twophase
