// The frame of a message, both on the network and in journals.
//
//   bytes  what
//   4      checksum of all bytes after it: CRC-32
//   12     the request: its caller's peer id, incarnation, number
//   8      the transaction; 0 = none
//   4      the sender's peer id; 0 in a journal
//   4      the sender's incarnation
//   rest   JSON: {"type": "putreq", "key": "k", "value": "v", …}
//
// Numbers are little-endian. A key or value that is not valid UTF-8 is written in hexadecimal, as
// "keyHex" or "valueHex". 64-bit numbers are JSON strings, because many JSON readers represent
// numbers exactly only up to 2^53.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/Event.h"

namespace twophase {

// Identifies one client call. Ids are never reused: each start of a peer is a new incarnation.
struct RequestId {
  sim::PeerId peer = 0;
  uint32_t incarnation = 0;
  uint32_t number = 0;

  auto operator<=>(const RequestId&) const = default;

  // The transaction id for log lines. Distinct for distinct requests as far as 31 bits allow.
  int32_t transId() const;
};

// The coordinator's incarnation and a number, so later transactions are larger. 0 = none.
using TransactionId = uint64_t;
constexpr TransactionId transactionId(uint32_t incarnation, uint32_t number) {
  return TransactionId{incarnation} << 32 | number;
}

enum class Type : uint8_t {
  // From a caller to the coordinator, or, with a transaction, from the coordinator to a server:
  Get,     // "getreq"
  Put,     // "putreq": create and update
  Delete,  // "delreq"
  // The answer to a get, to a caller's request, or to a registration:
  Response,  // "resp"
  Register,  // "register": a server has started
  Ready,     // "ready": the vote for a transaction
  Abort,     // "abort": the vote against it, or the decision
  Commit,    // "commit": the decision
  Ack,       // "ack": the decision is carried out
  Inquire,   // "inquire": a server does not know the decision
  // Only in journals:
  Start,    // "start": a new incarnation
  Entry,    // "entry": a key and its value, of a snapshot
  Applied,  // "applied": a transaction that a server has carried out, of a snapshot
  End,      // "end": both servers have acknowledged
};
constexpr size_t kTypeCount = static_cast<size_t>(Type::End) + 1;

// Fields that a type does not use keep their defaults.
struct Message {
  Type type = Type::Get;
  RequestId request;
  TransactionId transaction = 0;
  sim::PeerId sender = 0;
  uint32_t incarnation = 0;                         // The sender's.
  sim::Operation operation = sim::Operation::Read;  // Of Put: Create or Update.
  std::string key;                                  // Of Get, Put, Delete, Entry, Commit.
  std::string value;                                // Of Put, Entry, and of a Response to a get.
  std::string text;         // Of Response and Abort: the result, as Results.h has it.
  int32_t deadline = 0;     // Of Get, Put, Delete, Commit, Abort: the last tick of the call.
  TransactionId floor = 0;  // Of a prepare and Start: all below have ended.
  uint64_t server = 0;      // Of Register: the server's id.

  bool operator==(const Message&) const = default;
};

enum class Reading : uint8_t { Ok, BadFrame, BadJson, BadFormat };

std::string encode(const Message& message);

// Decodes any bytes. Sets *message if the result is Ok, and its ids whenever the frame is intact.
Reading decode(std::string_view bytes, Message* message);

// One line that describes the message, or says that the bytes are none.
std::string describe(std::string_view bytes);

}  // namespace twophase
