// How a half of a peer takes its messages from the network, and handles them later in its turn.
#pragma once

#include <cstdlib>
#include <queue>
#include <string_view>

#include "EmulNet.h"
#include "Member.h"
#include "Queue.h"

// Moves what has arrived at the member's address to the end of the queue.
inline void receiveInto(std::queue<q_elt>* queue, Member* member, EmulNet* net) {
  const auto enqueue = [](void* to, char* bytes, int size) -> int {
    return Queue::enqueue(static_cast<std::queue<q_elt>*>(to), bytes, size);
  };
  net->ENrecv(&member->addr, enqueue, nullptr, 1, queue);
}

// Calls `handle` with the bytes of each message in the queue, which loses it.
template <typename Handle>
void handleAll(std::queue<q_elt>* queue, Handle handle) {
  for (; !queue->empty(); queue->pop()) {
    const q_elt& received = queue->front();
    handle(std::string_view(static_cast<const char*>(received.elt),
                            static_cast<size_t>(received.size)));
    std::free(received.elt);
  }
}
