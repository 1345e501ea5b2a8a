// What travels between peers, and what journals hold: a message in a frame.
//
//   bytes  what
//   4      checksum of all bytes after it: CRC-32
//   12     the request: its caller's peer id, incarnation, number
//   8      the transaction; 0 = none
//   4      the sender's peer id; 0 in a journal
//   4      the sender's incarnation
//   rest   JSON: {"type": "putreq", "key": "k", "value": "v", …}
//
// Numbers have their lowest byte first. A key or value that is not valid UTF-8 stands in
// hexadecimal digits, as "keyHex" or "valueHex". 64-bit numbers are JSON strings, because many
// readers of JSON know numbers to 2^53 alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/Event.h"

namespace twophase {

// One call of a client. Never used again: each start of a peer is another incarnation.
struct RequestId {
  sim::PeerId peer = 0;
  uint32_t incarnation = 0;
  uint32_t number = 0;

  auto operator<=>(const RequestId&) const = default;

  // A number for the lines of the log, which differs between requests as far as 31 bits allow.
  int32_t transId() const;
};

// The coordinator's incarnation, and a number: later transactions are larger. 0 = none.
using TransactionId = uint64_t;
constexpr TransactionId transactionId(uint32_t incarnation, uint32_t number) {
  return TransactionId{incarnation} << 32 | number;
}

enum class Type : uint8_t {
  // With a transaction from the coordinator to a server; without from a caller to the coordinator.
  Get,     // "getreq"
  Put,     // "putreq": create and update
  Delete,  // "delreq"
  // An answer to a get of the coordinator, to a caller, or to a registration.
  Response,  // "resp"
  Register,  // "register": a server has started
  Ready,     // "ready": the vote for a transaction
  Abort,     // "abort": the vote against it, or the decision
  Commit,    // "commit": the decision
  Ack,       // "ack": the decision is carried out
  Inquire,   // "inquire": a server does not know the decision
  // In journals alone.
  Start,    // "start": a new incarnation
  Entry,    // "entry": a key and its value, of a snapshot
  Applied,  // "applied": a transaction that a server has carried out, of a snapshot
  End,      // "end": both servers have acknowledged
};
constexpr size_t kTypeCount = static_cast<size_t>(Type::End) + 1;

// Fields that a type does not name keep their defaults.
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

// Any bytes: never fails in another way than by its result. *message is changed if it is Ok, and
// its ids if the frame is whole.
Reading decode(std::string_view bytes, Message* message);

// A line that says what the message means; of bytes that are none, that they are none.
std::string describe(std::string_view bytes);

}  // namespace twophase
