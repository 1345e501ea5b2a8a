#include "Message.h"

#include "CourseText.h"
#include "Endpoints.h"
#include "sim/UnsetFields.h"

namespace {

const char kDelimiter[] = "::";

ReplicaType unsetReplica() {
  int number = 0;
  sim::fillUnset(sim::UnsetField::MessageReplica, &number, sizeof number);
  return static_cast<ReplicaType>(number);
}

bool unsetSuccess() {
  unsigned char bits = 0;
  sim::fillUnset(sim::UnsetField::MessageSuccess, &bits, sizeof bits);
  return (bits & 1) != 0;
}

Address readAddress(course::FieldReader* fields, size_t index) {
  int id = 0;
  short port = 0;
  fields->note(course::readAddressText(fields->text(index), &id, &port));
  return addressOf({id, port});
}

void readKeyValueReplica(course::FieldReader* fields, Message* message) {
  message->key = fields->text(3);
  message->value = fields->text(4);
  if (fields->size() > 5) message->replica = static_cast<ReplicaType>(fields->number(5));
}

// In the order in which the course reads the fields: the first fault decides what is thrown. On a
// fault *message is in any state.
course::TextFault readMessage(const string& text, Message* message) {
  course::FieldReader fields(text, kDelimiter);
  message->transID = fields.number(0);
  message->fromAddr = readAddress(&fields, 1);
  message->type = static_cast<MessageType>(fields.number(2));
  switch (message->type) {
    case CREATE:
    case UPDATE: readKeyValueReplica(&fields, message); break;
    case READ:
    case DELETE: message->key = fields.text(3); break;
    case REPLY: message->success = fields.text(3) == "1"; break;
    case READREPLY: message->value = fields.text(3); break;
  }
  return fields.fault();
}

}  // namespace

Message::Message(string message) : Message(0, Address(), CREATE, "", "") {
  course::throwUnreadable(readMessage(message, this), "Message", message);
}

Message::Message(int _transID, Address _fromAddr, MessageType _type, string _key, string _value,
                 ReplicaType _replica)
    : type(_type),
      replica(_replica),
      key(_key),
      value(_value),
      fromAddr(_fromAddr),
      transID(_transID),
      success(unsetSuccess()),
      delimiter(kDelimiter) {}

Message::Message(int _transID, Address _fromAddr, MessageType _type, string _key, string _value)
    : Message(_transID, _fromAddr, _type, _key, _value, unsetReplica()) {}

Message::Message(int _transID, Address _fromAddr, MessageType _type, string _key)
    : Message(_transID, _fromAddr, _type, _key, "") {}

Message::Message(int _transID, Address _fromAddr, MessageType _type, bool _success)
    : Message(_transID, _fromAddr, _type, "", "") {
  success = _success;
}

Message::Message(int _transID, Address _fromAddr, string _value)
    : Message(_transID, _fromAddr, READREPLY, "", _value) {}

string Message::toString() {
  const string common = to_string(transID) + delimiter + fromAddr.getAddress() + delimiter +
                        to_string(type) + delimiter;
  switch (type) {
    case CREATE:
    case UPDATE: return common + key + delimiter + value + delimiter + to_string(replica);
    case READ:
    case DELETE: return common + key;
    case REPLY: return common + (success ? "1" : "0");
    case READREPLY: return common + value;
  }
  return common;
}
