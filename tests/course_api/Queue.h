// Declarations only: how a received message gets into a peer's queue.
#ifndef COURSE_API_QUEUE_H_
#define COURSE_API_QUEUE_H_

#include "stdincludes.h"
#include "Member.h"

class Queue {
 public:
  Queue();
  virtual ~Queue();
  static bool enqueue(queue<q_elt>* queue, void* buffer, int size);
};

#endif  // COURSE_API_QUEUE_H_
