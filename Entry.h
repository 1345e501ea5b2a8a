// A stored value with the time and role of the copy, for submissions that keep these in the text
// that they put into a HashTable. Text form: `value:timestamp:replica`, the replica as a number.
#ifndef ENTRY_H_
#define ENTRY_H_

#include "stdincludes.h"
#include "Message.h"

// A plain value.
class Entry {
 public:
  string value;
  int timestamp;  // Ticks.
  ReplicaType replica;
  string delimiter;  // What convertToString() joins by: `:`. Texts are always read with `:`.

  // From a text as convertToString() gives it. It is read from its end, so values may hold `:`.
  // Text of any other form (also an unknown replica, or a number that is no int) never throws: the
  // result has an empty value, timestamp -1 (older than any real one) and PRIMARY.
  Entry(string entry);
  Entry(string _value, int _timestamp, ReplicaType _replica);

  string convertToString();
};

#endif  // ENTRY_H_
