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

// A plain value. Which of key, value, replica and success mean anything depends on the type; the
// others are empty, PRIMARY and false.
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

  // From a text as toString() gives it. Fields count from the front and end at the next `::`, as in
  // the course: what follows the last field that the type has is ignored, and keys and values
  // cannot hold `::`, nor end in a colon where another field follows. A missing replica is PRIMARY;
  // of a type that is none of the six, the common fields alone are read. Text of any other form
  // never throws: the result is a REPLY with transID -1, address 0:0, success false, empty key and
  // value.
  Message(string message);

  Message(const Message& anotherMessage) = default;
  // CREATE and UPDATE to a PRIMARY.
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

  // The text form. Of a type that is none of the six: the three common fields alone.
  string toString();
};

#endif  // MESSAGE_H_
