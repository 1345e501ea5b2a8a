// What peers of a chain tell each other, and its form on the wire.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/Event.h"
#include "stores/chain/Record.h"
#include "stores/chain/Ring.h"

namespace chain {

enum class MessageKind : uint8_t {
  Request,  // Coordinator to head or, of a read, to tail.
  Answer,   // Tail to coordinator.
  Update,   // Down the chain.
  Commit,   // Tail to head: it has the update.
  Sync,     // A step of the sender's barrier.
  SyncAck,
  // Head to coordinator: it has not executed the call.
  Overload,    // The coordinator may ask again later.
  OutOfSpace,  // The record does not fit.
  Handover,    // A former member of a key's chain to its head: the record that it still has.
  HandedOver   // The head's answer, once all members have the record or a newer one.
};

enum class Stage : uint8_t { Pull, Confirm, Ready };

struct ChainMessage {
  MessageKind kind = MessageKind::Request;
  Peer sender;
  int32_t incarnation = 0;  // The sender's.

  // The call. Update: of a repair, coordinator and transId are 0.
  sim::Operation operation = sim::Operation::Create;
  Peer coordinator;
  int32_t transId = 0;
  int32_t calledAt = 0;  // Tick.
  bool succeeded = false;
  std::string key;    // Sync, SyncAck: up to which the records have been pulled.
  std::string value;  // Of the call or, in the answer, of the read.

  Version version;            // Update, Commit: of the record after the call. HandedOver: of the
                              // record that was handed over.
  std::vector<int32_t> path;  // Update: incarnations of the members before the receiver.
  uint32_t view = 0;          // Update: the chain's fingerprint. Sync: the neighbourhood's.
  int32_t round = 0;          // Sync, SyncAck.
  Stage stage = Stage::Pull;  // Likewise.
  bool isComplete = false;    // SyncAck: no records are left.
  // Update, Handover: one. SyncAck: any number.
  std::vector<std::pair<std::string, Record>> records;

  // With a checksum over all of it.
  std::string encode() const;
  // False if the bytes are no message.
  static bool decode(std::string_view bytes, ChainMessage* message);

  std::string describe() const;
};

// The bytes that a record takes within a message.
size_t encodedSize(const std::string& key, const Record& record);

// A line on a message: "damaged" if it is none.
std::string describeMessage(const char* data, int size);

}  // namespace chain
