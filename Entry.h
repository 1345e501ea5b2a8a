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

  // From a text as convertToString() gives it. As in the course, a text is split at each `:`, and
  // its first three fields count: a value with `:` does not survive, and of the text of an entry
  // that holds the text of an entry the innermost value is read. A number is read as stoi does, so
  // any int is a replica. Throws std::out_of_range or std::invalid_argument, as at and stoi do, if
  // there are fewer fields or a number cannot be read.
  Entry(string entry);
  Entry(string _value, int _timestamp, ReplicaType _replica);

  string convertToString();
};

#endif  // ENTRY_H_
