// Declarations only: a stored value with its time and replica role, and its text form.
#ifndef COURSE_API_ENTRY_H_
#define COURSE_API_ENTRY_H_

#include "stdincludes.h"
#include "common.h"

class Entry {
 public:
  string value;
  int timestamp;
  ReplicaType replica;
  string delimiter;
  Entry(string entry);
  Entry(string _value, int _timestamp, ReplicaType _replica);
  string convertToString();
};

#endif  // COURSE_API_ENTRY_H_
