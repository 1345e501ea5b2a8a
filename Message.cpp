#include "Message.h"

#include <limits>

#include "NumberText.h"

namespace {

const char kDelimiter[] = "::";
const size_t kDelimiterSize = 2;
const int kMalformedTransID = -1;

// Takes the field that begins at *position and the delimiter after it. Returns false if no
// delimiter follows; *position is then as before.
bool takeField(const string& text, size_t* position, string* field) {
  const size_t end = text.find(kDelimiter, *position);
  if (end == string::npos) return false;
  *field = text.substr(*position, end - *position);
  *position = end + kDelimiterSize;
  return true;
}

bool readTransID(const string& text, int* transID) {
  long number = 0;
  if (!readWholeNumber(text, numeric_limits<int>::min(), numeric_limits<int>::max(), &number)) {
    return false;
  }
  *transID = static_cast<int>(number);
  return true;
}

// Only what getAddress() gives: Address itself would take any text.
bool readAddress(const string& text, Address* address) {
  *address = Address(text);
  return address->getAddress() == text;
}

// One of the enumerators 0 ... last.
template <typename Enum>
bool readEnumerator(const string& text, Enum last, Enum* enumerator) {
  long number = 0;
  if (!readWholeNumber(text, 0, last, &number)) return false;
  *enumerator = static_cast<Enum>(number);
  return true;
}

bool readCommonFields(const string& text, size_t* position, Message* message) {
  string transID, address, type;
  return takeField(text, position, &transID) && takeField(text, position, &address) &&
         takeField(text, position, &type) && readTransID(transID, &message->transID) &&
         readAddress(address, &message->fromAddr) &&
         readEnumerator(type, READREPLY, &message->type);
}

bool readKeyValueReplica(const string& text, size_t position, Message* message) {
  if (!takeField(text, &position, &message->key)) return false;
  const size_t valueEnd = text.rfind(kDelimiter);
  if (valueEnd < position) return false;  // There is but one delimiter.
  message->value = text.substr(position, valueEnd - position);
  return readEnumerator(text.substr(valueEnd + kDelimiterSize), TERTIARY, &message->replica);
}

bool readSuccess(const string& text, bool* success) {
  *success = text == "1";
  return *success || text == "0";
}

// Returns false, with *message in any state, if `text` is not of the documented form.
bool readMessage(const string& text, Message* message) {
  size_t position = 0;
  if (!readCommonFields(text, &position, message)) return false;
  switch (message->type) {
    case CREATE:
    case UPDATE:
      return readKeyValueReplica(text, position, message);
    case READ:
    case DELETE:
      message->key = text.substr(position);
      return true;
    case REPLY:
      return readSuccess(text.substr(position), &message->success);
    case READREPLY:
      message->value = text.substr(position);
      return true;
  }
  return false;
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
    case UPDATE:
      return common + key + delimiter + value + delimiter + to_string(replica);
    case READ:
    case DELETE:
      return common + key;
    case REPLY:
      return common + (success ? "1" : "0");
    case READREPLY:
      return common + value;
  }
  return common;
}
