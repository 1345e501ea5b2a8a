// The messages of clients and servers, as protocol buffers encode them:
//
//   Msg         1 bytes messageID, 2 bytes payload, 3 fixed64 checkSum, and between servers
//               4 string originalSenderHost, 5 int32 originalSenderPort, 6 int32 redirectCount,
//               7 int32 replicateCount, 8 int32 removeCount, 9 int32 receivingNodeID,
//               10 int64 firstReceivedAtPrimaryTimestamp
//   KVRequest   1 uint32 command, 2 bytes key, 3 bytes value, 4 int32 version
//   KVResponse  1 uint32 errCode, 2 bytes value, 3 int32 pid, 4 int32 version,
//               5 int32 overloadWaitTime, 6 int32 membershipCount
//
// Fields are written in this order, an optional one only if it is set. When reading: fields in any
// order, the last of several counts, unknown fields are skipped. An int32 outside its range keeps
// its low 32 bits, as the format says. A known field of another wire type, and a missing messageID,
// payload, checkSum, command or errCode, are refused.
//
// checkSum: the CRC-32 of messageID followed by payload. Between servers, that is, if any of the
// fields 4 … 10 is set, it is followed by their encoding, so that a damaged field is found, too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chain::wire {

struct Msg {
  std::string messageID;
  std::string payload;
  std::optional<std::string> originalSenderHost = {};
  std::optional<int32_t> originalSenderPort = {};
  std::optional<int32_t> redirectCount = {};
  std::optional<int32_t> replicateCount = {};
  std::optional<int32_t> removeCount = {};
  std::optional<int32_t> receivingNodeID = {};
  std::optional<int64_t> firstReceivedAtPrimaryTimestamp = {};

  bool operator==(const Msg&) const = default;
};

struct KVRequest {
  uint32_t command = 0;
  std::optional<std::string> key = {};
  std::optional<std::string> value = {};
  std::optional<int32_t> version = {};

  bool operator==(const KVRequest&) const = default;
};

struct KVResponse {
  uint32_t errCode = 0;
  std::optional<std::string> value = {};
  std::optional<int32_t> pid = {};
  std::optional<int32_t> version = {};
  std::optional<int32_t> overloadWaitTime = {};
  std::optional<int32_t> membershipCount = {};

  bool operator==(const KVResponse&) const = default;
};

// The CRC-32 of messageID followed by payload: what clients compute.
uint64_t checksumOf(std::string_view messageID, std::string_view payload);

std::string encode(const Msg& message);
std::string encode(const KVRequest& request);
std::string encode(const KVResponse& response);

// Nothing if the bytes are malformed; for a Msg, also if the checksum is wrong.
std::optional<Msg> decodeMsg(std::string_view bytes);
std::optional<KVRequest> decodeRequest(std::string_view bytes);
std::optional<KVResponse> decodeResponse(std::string_view bytes);

}  // namespace chain::wire
