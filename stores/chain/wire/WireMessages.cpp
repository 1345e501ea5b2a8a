#include "stores/chain/wire/WireMessages.h"

#include "sim/Crc32.h"
#include "stores/chain/wire/ProtoReader.h"
#include "stores/chain/wire/ProtoWriter.h"

namespace chain::wire {

namespace {

template <typename Number>
void addIfSet(ProtoWriter* writer, uint32_t field, const std::optional<Number>& number) {
  if (number) writer->addSigned(field, *number);
}

void addIfSet(ProtoWriter* writer, uint32_t field, const std::optional<std::string>& bytes) {
  if (bytes) writer->addBytes(field, *bytes);
}

// The three take a field's value. False if it is of another wire type.

bool take(const ProtoField& field, std::optional<std::string>* bytes) {
  if (field.type != WireType::Bytes) return false;
  *bytes = std::string(field.bytes);
  return true;
}

template <typename Number>
bool take(const ProtoField& field, std::optional<Number>* number) {
  if (field.type != WireType::Varint) return false;
  *number = static_cast<Number>(field.value);
  return true;
}

bool takeFixed64(const ProtoField& field, std::optional<uint64_t>* number) {
  if (field.type != WireType::Fixed64) return false;
  *number = field.value;
  return true;
}

// Calls `takeField` for all fields. False if it does so, or if the bytes are malformed.
template <typename TakeField>
bool readAll(std::string_view bytes, TakeField takeField) {
  ProtoReader reader(bytes);
  for (ProtoField field; reader.next(&field);) {
    if (!takeField(field)) return false;
  }
  return !reader.isMalformed();
}

// The fields 4 … 10.
std::string serverFields(const Msg& message) {
  ProtoWriter writer;
  addIfSet(&writer, 4, message.originalSenderHost);
  addIfSet(&writer, 5, message.originalSenderPort);
  addIfSet(&writer, 6, message.redirectCount);
  addIfSet(&writer, 7, message.replicateCount);
  addIfSet(&writer, 8, message.removeCount);
  addIfSet(&writer, 9, message.receivingNodeID);
  addIfSet(&writer, 10, message.firstReceivedAtPrimaryTimestamp);
  return writer.bytes();
}

bool takeServerField(const ProtoField& field, Msg* message) {
  switch (field.number) {
    case 4: return take(field, &message->originalSenderHost);
    case 5: return take(field, &message->originalSenderPort);
    case 6: return take(field, &message->redirectCount);
    case 7: return take(field, &message->replicateCount);
    case 8: return take(field, &message->removeCount);
    case 9: return take(field, &message->receivingNodeID);
    case 10: return take(field, &message->firstReceivedAtPrimaryTimestamp);
    default: return true;
  }
}

uint64_t checksumOf(const Msg& message, const std::string& serverFields) {
  sim::Crc32 crc;
  crc.add(message.messageID);
  crc.add(message.payload);
  crc.add(serverFields);
  return crc.value();
}

}  // namespace

uint64_t checksumOf(std::string_view messageID, std::string_view payload) {
  sim::Crc32 crc;
  crc.add(messageID);
  crc.add(payload);
  return crc.value();
}

std::string encode(const Msg& message) {
  const std::string ofServers = serverFields(message);
  ProtoWriter writer;
  writer.addBytes(1, message.messageID);
  writer.addBytes(2, message.payload);
  writer.addFixed64(3, checksumOf(message, ofServers));
  return writer.bytes() + ofServers;
}

std::string encode(const KVRequest& request) {
  ProtoWriter writer;
  writer.addVarint(1, request.command);
  addIfSet(&writer, 2, request.key);
  addIfSet(&writer, 3, request.value);
  addIfSet(&writer, 4, request.version);
  return writer.bytes();
}

std::string encode(const KVResponse& response) {
  ProtoWriter writer;
  writer.addVarint(1, response.errCode);
  addIfSet(&writer, 2, response.value);
  addIfSet(&writer, 3, response.pid);
  addIfSet(&writer, 4, response.version);
  addIfSet(&writer, 5, response.overloadWaitTime);
  addIfSet(&writer, 6, response.membershipCount);
  return writer.bytes();
}

std::optional<Msg> decodeMsg(std::string_view bytes) {
  Msg message;
  std::optional<std::string> messageID;
  std::optional<std::string> payload;
  std::optional<uint64_t> checksum;
  const bool isRead = readAll(bytes, [&](const ProtoField& field) {
    switch (field.number) {
      case 1: return take(field, &messageID);
      case 2: return take(field, &payload);
      case 3: return takeFixed64(field, &checksum);
      default: return takeServerField(field, &message);
    }
  });
  if (!isRead || !messageID || !payload || !checksum) return std::nullopt;
  message.messageID = *messageID;
  message.payload = *payload;
  if (checksumOf(message, serverFields(message)) != *checksum) return std::nullopt;
  return message;
}

std::optional<KVRequest> decodeRequest(std::string_view bytes) {
  KVRequest request;
  std::optional<uint32_t> command;
  const bool isRead = readAll(bytes, [&](const ProtoField& field) {
    switch (field.number) {
      case 1: return take(field, &command);
      case 2: return take(field, &request.key);
      case 3: return take(field, &request.value);
      case 4: return take(field, &request.version);
      default: return true;
    }
  });
  if (!isRead || !command) return std::nullopt;
  request.command = *command;
  return request;
}

std::optional<KVResponse> decodeResponse(std::string_view bytes) {
  KVResponse response;
  std::optional<uint32_t> errCode;
  const bool isRead = readAll(bytes, [&](const ProtoField& field) {
    switch (field.number) {
      case 1: return take(field, &errCode);
      case 2: return take(field, &response.value);
      case 3: return take(field, &response.pid);
      case 4: return take(field, &response.version);
      case 5: return take(field, &response.overloadWaitTime);
      case 6: return take(field, &response.membershipCount);
      default: return true;
    }
  });
  if (!isRead || !errCode) return std::nullopt;
  response.errCode = *errCode;
  return response;
}

}  // namespace chain::wire
