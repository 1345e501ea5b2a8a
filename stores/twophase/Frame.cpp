#include "stores/twophase/Frame.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "notation/JsonReader.h"
#include "notation/JsonText.h"
#include "sim/Crc32.h"
#include "sim/LittleEndian.h"
#include "stores/twophase/Bytes.h"

namespace twophase {

namespace {

constexpr size_t kChecksumBytes = 4;
constexpr size_t kHeadBytes = kChecksumBytes + 28;

constexpr std::array<const char*, kTypeCount> kTypeNames = {
    "getreq", "putreq", "delreq",  "resp",  "register", "ready",   "abort",
    "commit", "ack",    "inquire", "start", "entry",    "applied", "end"};

// ---- Writing.

void addBytes(const char* name, const std::string& bytes, notation::JsonObject* object) {
  if (bytes.empty()) return;
  if (notation::validUtf8(bytes) == bytes) {
    object->addText(name, bytes);
  } else {
    object->addText(std::string(name) + "Hex", hexText(bytes));
  }
}

void addLarge(const char* name, uint64_t number, notation::JsonObject* object) {
  if (number != 0) object->addText(name, std::to_string(number));
}

std::string jsonOf(const Message& message) {
  notation::JsonObject object;
  object.addText("type", kTypeNames[static_cast<size_t>(message.type)]);
  addBytes("key", message.key, &object);
  addBytes("value", message.value, &object);
  if (!message.text.empty()) object.addText("message", message.text);
  if (message.operation != sim::Operation::Read) {
    object.addText("operation", sim::operationName(message.operation));
  }
  if (message.deadline != 0) object.addInteger("deadline", message.deadline);
  addLarge("floor", message.floor, &object);
  addLarge("server", message.server, &object);
  return object.lineText();
}

// ---- Reading.

// Nothing: it is no type.
std::optional<Type> typeNamed(std::string_view name) {
  const auto found = std::find(kTypeNames.begin(), kTypeNames.end(), name);
  if (found == kTypeNames.end()) return std::nullopt;
  return static_cast<Type>(found - kTypeNames.begin());
}

template <typename Number>
bool readNumber(std::string_view text, Number* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size();
}

// Reads the members of one object. A member that is not there is not wrong; one of another kind is.
class Members {
 public:
  explicit Members(const notation::Datum& object) : object_(object) {}

  bool readText(std::string_view name, std::string* text) const {
    const notation::Datum* const member = object_.find(name);
    if (member == nullptr) return true;
    if (member->kind != notation::Datum::Kind::String) return false;
    *text = member->text;
    return true;
  }

  bool readBytes(const std::string& name, std::string* bytes) const {
    std::string digits;
    if (!readText(name, bytes) || !readText(name + "Hex", &digits)) return false;
    return digits.empty() || readHex(digits, bytes);
  }

  bool readLarge(std::string_view name, uint64_t* number) const {
    std::string text;
    if (!readText(name, &text)) return false;
    return text.empty() || readNumber(text, number);
  }

  bool readSmall(std::string_view name, int32_t* number) const {
    const notation::Datum* const member = object_.find(name);
    if (member == nullptr) return true;
    return member->kind == notation::Datum::Kind::Number && readNumber(member->text, number);
  }

  bool readOperation(sim::Operation* operation) const {
    std::string name;
    if (!readText("operation", &name)) return false;
    if (name.empty()) return true;
    for (size_t i = 0; i < sim::kOperationCount; ++i) {
      *operation = static_cast<sim::Operation>(i);
      if (name == sim::operationName(*operation)) return true;
    }
    return false;
  }

 private:
  const notation::Datum& object_;
};

// The operations that a message of the type may have.
bool isOfType(sim::Operation operation, Type type) {
  switch (type) {
    case Type::Put:
      return operation == sim::Operation::Create || operation == sim::Operation::Update;
    case Type::Delete: return operation == sim::Operation::Delete;
    case Type::Get: return operation == sim::Operation::Read;
    default: return true;
  }
}

bool readMembers(const notation::Datum& object, Message* message) {
  if (object.kind != notation::Datum::Kind::Map) return false;
  const Members members(object);
  std::string name;
  if (!members.readText("type", &name)) return false;
  const std::optional<Type> type = typeNamed(name);
  if (!type) return false;
  message->type = *type;
  return members.readBytes("key", &message->key) && members.readBytes("value", &message->value) &&
         members.readText("message", &message->text) &&
         members.readOperation(&message->operation) &&
         members.readSmall("deadline", &message->deadline) &&
         members.readLarge("floor", &message->floor) &&
         members.readLarge("server", &message->server) && isOfType(message->operation, *type);
}

// ---- Describing.

std::string transactionText(TransactionId transaction) {
  return std::to_string(transaction >> 32) + "." + std::to_string(transaction & 0xffffffff);
}

std::string requestText(const RequestId& request) {
  return std::to_string(request.peer) + "." + std::to_string(request.incarnation) + "." +
         std::to_string(request.number);
}

}  // namespace

int32_t RequestId::transId() const {
  return static_cast<int32_t>((incarnation & 0x7f) << 24 | (number & 0xffff) << 8 |
                              (static_cast<uint32_t>(peer) & 0xff));
}

std::string encode(const Message& message) {
  std::string bytes;
  sim::appendLittleEndian(static_cast<uint32_t>(message.request.peer), 4, &bytes);
  sim::appendLittleEndian(message.request.incarnation, 4, &bytes);
  sim::appendLittleEndian(message.request.number, 4, &bytes);
  sim::appendLittleEndian(message.transaction, 8, &bytes);
  sim::appendLittleEndian(static_cast<uint32_t>(message.sender), 4, &bytes);
  sim::appendLittleEndian(message.incarnation, 4, &bytes);
  bytes += jsonOf(message);
  std::string frame;
  sim::appendLittleEndian(sim::crc32(bytes), kChecksumBytes, &frame);
  return frame + bytes;
}

Reading decode(std::string_view bytes, Message* message) {
  if (bytes.size() < kHeadBytes) return Reading::BadFrame;
  const uint64_t checksum = take(kChecksumBytes, &bytes);
  if (checksum != sim::crc32(bytes)) return Reading::BadFrame;
  Message read;
  read.request.peer = static_cast<sim::PeerId>(take(4, &bytes));
  read.request.incarnation = static_cast<uint32_t>(take(4, &bytes));
  read.request.number = static_cast<uint32_t>(take(4, &bytes));
  read.transaction = take(8, &bytes);
  read.sender = static_cast<sim::PeerId>(take(4, &bytes));
  read.incarnation = static_cast<uint32_t>(take(4, &bytes));
  message->request = read.request;
  message->transaction = read.transaction;
  message->sender = read.sender;
  message->incarnation = read.incarnation;
  std::string problem;
  const std::optional<notation::Datum> json = notation::readJson(bytes, &problem);
  if (!json) return Reading::BadJson;
  if (!readMembers(*json, &read)) return Reading::BadFormat;
  *message = read;
  return Reading::Ok;
}

std::string describe(std::string_view bytes) {
  Message message;
  switch (decode(bytes, &message)) {
    case Reading::BadFrame: return "damaged";
    case Reading::BadJson: return "no JSON";
    case Reading::BadFormat: return "JSON, but no message";
    case Reading::Ok: break;
  }
  const bool isPhaseOne = message.type == Type::Put || message.type == Type::Delete;
  std::string text;
  if (isPhaseOne && message.transaction != 0) text += "prepare: ";
  text += kTypeNames[static_cast<size_t>(message.type)];
  if (message.operation != sim::Operation::Read) {
    text += std::string(", ") + sim::operationName(message.operation);
  }
  if (!message.key.empty()) text += " " + message.key;
  if (!message.value.empty()) text += " = " + message.value;
  if (!message.text.empty()) text += " `" + message.text + "`";
  if (message.server != 0) text += " of server " + std::to_string(message.server);
  if (message.transaction != 0) text += ", transaction " + transactionText(message.transaction);
  if (message.request.peer != 0) text += ", request " + requestText(message.request);
  return text;
}

}  // namespace twophase
