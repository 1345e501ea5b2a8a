// A message between key-value nodes, and its text form: fields joined by `::`, types and replicas
// as numbers,
//
//   transID::id:port::type::   and then, by type,
//     CREATE, UPDATE   key::value::replica
//     READ, DELETE     key
//     REPLY            1 or 0
//     READREPLY        value
//
// for example `7::3:0::0::color::blue::1`: operation 7, from peer 3:0, create color = blue as a
// secondary.
#ifndef MESSAGE_H_
#define MESSAGE_H_

#include "stdincludes.h"
#include "Member.h"
#include "common.h"

// A plain value. Which of key, value, replica and success mean anything depends on the type. A
// constructor that gives no key or value makes it empty; one that gives no replica or success
// leaves these as sim/UnsetFields.h says, 0 by default.
class Message {
 public:
  MessageType type;
  ReplicaType replica;
  string key;
  string value;
  Address fromAddr;
  int transID;
  bool success;
  string delimiter;  // What toString() joins by: `::`. Texts are always read with `::`.

  // From a text as toString() gives it. As in the course, a field ends at the next `::`, a number
  // is read as stoi does, and what follows the last field that the type has is ignored: keys and
  // values cannot hold `::`, nor end in a colon where another field follows, and any int is a type
  // or a replica. A replica may be missing. Of a type that is none of the six, the three common
  // fields are read; success is the field `1` and nothing else. Throws std::out_of_range or
  // std::invalid_argument, as at and stoi do, if a field is missing or a number cannot be read.
  Message(string message);

  Message(const Message& anotherMessage) = default;
  // CREATE and UPDATE, without a replica.
  Message(int _transID, Address _fromAddr, MessageType _type, string _key, string _value);
  // CREATE and UPDATE.
  Message(int _transID, Address _fromAddr, MessageType _type, string _key, string _value,
          ReplicaType _replica);
  // READ and DELETE. Beware: a key that is a literal prefers the constructor of REPLY.
  Message(int _transID, Address _fromAddr, MessageType _type, string _key);
  // REPLY.
  Message(int _transID, Address _fromAddr, MessageType _type, bool _success);
  // READREPLY.
  Message(int _transID, Address _fromAddr, string _value);

  Message& operator=(const Message& anotherMessage) = default;

  // The text form. A message of another type than the six has only the three common fields.
  string toString();
};

#endif  // MESSAGE_H_
