// How a received message gets into a peer's queue.
#ifndef QUEUE_H_
#define QUEUE_H_

#include "stdincludes.h"
#include "Member.h"

// Has no state: submissions call it through an object as well as by its name.
class Queue {
 public:
  Queue() {}
  virtual ~Queue() {}

  // Appends the message at `buffer`, without a copy, to *queue, which does not own it (see q_elt).
  // Always true: the queue has no limit.
  static bool enqueue(queue<q_elt>* queue, void* buffer, int size) {
    queue->emplace(buffer, size);
    return true;
  }
};

#endif  // QUEUE_H_
