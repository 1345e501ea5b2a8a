// What the course's network puts before each message; its size counts in EmulNet::ENsend's size
// rule. On its own because the early-2014 edition has it in Member.h, the others in EmulNet.h.
#ifndef ENMSG_H_
#define ENMSG_H_

#include "Member.h"

typedef struct en_msg {
  int size;
  Address from;
  Address to;
} en_msg;

#endif  // ENMSG_H_
