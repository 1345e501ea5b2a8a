#include "Message.h"

#include <limits>

#include "NumberText.h"

namespace {

const char kDelimiter[] = "::";
const size_t kDelimiterSize = 2;
const int kMalformedTransID = -1;

// The range of values that the enum can hold; a submission may use those above READREPLY.
const long kMaxType = 7;

vector<string> fieldsOf(const string& text) {
  vector<string> fields;
  size_t start = 0;
  for (size_t end = text.find(kDelimiter); end != string::npos;
       end = text.find(kDelimiter, start)) {
    fields.push_back(text.substr(start, end - start));
    start = end + kDelimiterSize;
  }
  fields.push_back(text.substr(start));
  return fields;
}

bool readCommonFields(const vector<string>& fields, Message* message) {
  long transID = 0;
  long type = 0;
  if (fields.size() < 4 ||
      readLeadingNumber(fields[0], numeric_limits<int>::min(), numeric_limits<int>::max(),
                        &transID) == 0 ||
      readLeadingNumber(fields[2], 0, kMaxType, &type) == 0) {
    return false;
  }
  message->transID = static_cast<int>(transID);
  message->fromAddr = Address(fields[1]);
  message->type = static_cast<MessageType>(type);
  return true;
}

bool readKeyValueReplica(const vector<string>& fields, Message* message) {
  if (fields.size() < 5) return false;
  message->key = fields[3];
  message->value = fields[4];
  if (fields.size() == 5) return true;  // PRIMARY, for want of another word.
  long replica = 0;
  if (readLeadingNumber(fields[5], PRIMARY, TERTIARY, &replica) == 0) return false;
  message->replica = static_cast<ReplicaType>(replica);
  return true;
}

// Returns false, with *message in any state, if `text` is not of the documented form.
bool readMessage(const string& text, Message* message) {
  const vector<string> fields = fieldsOf(text);
  if (!readCommonFields(fields, message)) return false;
  switch (message->type) {
    case CREATE:
    case UPDATE: return readKeyValueReplica(fields, message);
    case READ:
    case DELETE: message->key = fields[3]; return true;
    case REPLY: message->success = fields[3] == "1"; return true;
    case READREPLY: message->value = fields[3]; return true;
  }
  return true;
}

}  // namespace

Message::Message(string message) : Message(kMalformedTransID, Address(), REPLY, false) {
  Message parsed(*this);
  if (readMessage(message, &parsed)) *this = parsed;
}

Message::Message(int _transID, Address _fromAddr, MessageType _type, string _key, string _value,
                 ReplicaType _replica)
    : type(_type),
      replica(_replica),
      key(_key),
      value(_value),
      fromAddr(_fromAddr),
      transID(_transID),
      success(false),
      delimiter(kDelimiter) {}

Message::Message(int _transID, Address _fromAddr, MessageType _type, string _key, string _value)
    : Message(_transID, _fromAddr, _type, _key, _value, PRIMARY) {}

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
