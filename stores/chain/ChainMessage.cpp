#include "stores/chain/ChainMessage.h"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "sim/Crc32.h"
#include "sim/LittleEndian.h"

namespace chain {

namespace {

constexpr uint8_t kMagic = 0xC4;
constexpr size_t kChecksumBytes = 4;

class Writer {
 public:
  void number(uint32_t value, size_t bytes = 4) { sim::appendLittleEndian(value, bytes, &bytes_); }
  void number(int32_t value) { number(static_cast<uint32_t>(value)); }
  void flag(bool value) { number(value ? 1U : 0U, 1); }
  void text(const std::string& text) {
    number(static_cast<uint32_t>(text.size()));
    bytes_ += text;
  }
  void peer(const Peer& peer) {
    number(peer.id);
    number(static_cast<uint16_t>(peer.port), 2);
  }
  void version(const Version& version) {
    number(version.tick);
    number(version.count);
    number(version.head);
  }
  void record(const Record& record) {
    version(record.version);
    flag(record.isPresent);
    text(record.value);
    number(static_cast<uint32_t>(record.calls.all().size()));
    for (const Executed& call : record.calls.all()) {
      number(call.coordinator);
      number(call.transId);
      version(call.version);
      flag(call.succeeded);
    }
  }

  std::string bytes_;
};

// Past the end, everything is 0 and isGood false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  uint32_t number(size_t bytes = 4) {
    return static_cast<uint32_t>(sim::littleEndian(take(bytes)));
  }
  int32_t integer() { return static_cast<int32_t>(number()); }
  bool flag() { return number(1) != 0; }
  std::string text() {
    const size_t size = number();
    return std::string(take(size));
  }
  Peer peer() {
    Peer peer;
    peer.id = integer();
    peer.port = static_cast<int16_t>(number(2));
    return peer;
  }
  Version version() {
    Version version;
    version.tick = integer();
    version.count = integer();
    version.head = integer();
    return version;
  }
  Record record() {
    Record record;
    record.version = version();
    record.isPresent = flag();
    record.value = text();
    for (uint32_t left = number(); left > 0 && isGood_; --left) {
      Executed call;
      call.coordinator = integer();
      call.transId = integer();
      call.version = version();
      call.succeeded = flag();
      isGood_ = record.calls.add(call) && isGood_;
    }
    return record;
  }

  bool isGood() const { return isGood_; }
  bool isAtEnd() const { return isGood_ && rest_.empty(); }

 private:
  std::string_view take(size_t size) {
    if (size > rest_.size()) {
      isGood_ = false;
      rest_ = {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest_;
  bool isGood_ = true;
};

bool readEnums(Reader* reader, ChainMessage* message) {
  const uint32_t kind = reader->number(1);
  const uint32_t operation = reader->number(1);
  const uint32_t stage = reader->number(1);
  if (kind > static_cast<uint32_t>(MessageKind::HandedOver) ||
      operation > static_cast<uint32_t>(sim::Operation::Delete) ||
      stage > static_cast<uint32_t>(Stage::Ready)) {
    return false;
  }
  message->kind = static_cast<MessageKind>(kind);
  message->operation = static_cast<sim::Operation>(operation);
  message->stage = static_cast<Stage>(stage);
  return true;
}

}  // namespace

std::string ChainMessage::encode() const {
  Writer writer;
  writer.number(kMagic, 1);
  writer.number(static_cast<uint32_t>(kind), 1);
  writer.number(static_cast<uint32_t>(operation), 1);
  writer.number(static_cast<uint32_t>(stage), 1);
  writer.peer(sender);
  writer.number(incarnation);
  writer.peer(coordinator);
  writer.number(transId);
  writer.number(calledAt);
  writer.flag(succeeded);
  writer.text(key);
  writer.text(value);
  writer.version(version);
  writer.number(static_cast<uint32_t>(path.size()));
  for (const int32_t passed : path) writer.number(passed);
  writer.number(view);
  writer.number(round);
  writer.flag(isComplete);
  writer.number(static_cast<uint32_t>(records.size()));
  for (const auto& [of, record] : records) {
    writer.text(of);
    writer.record(record);
  }
  writer.number(sim::crc32(writer.bytes_));
  return writer.bytes_;
}

bool ChainMessage::decode(std::string_view bytes, ChainMessage* message) {
  if (bytes.size() < kChecksumBytes) return false;
  const std::string_view checked = bytes.substr(0, bytes.size() - kChecksumBytes);
  if (sim::littleEndian(bytes.substr(checked.size())) != sim::crc32(checked)) return false;
  Reader reader(checked);
  if (reader.number(1) != kMagic || !readEnums(&reader, message)) return false;
  message->sender = reader.peer();
  message->incarnation = reader.integer();
  message->coordinator = reader.peer();
  message->transId = reader.integer();
  message->calledAt = reader.integer();
  message->succeeded = reader.flag();
  message->key = reader.text();
  message->value = reader.text();
  message->version = reader.version();
  for (uint32_t left = reader.number(); left > 0 && reader.isGood(); --left) {
    message->path.push_back(reader.integer());
  }
  message->view = reader.number();
  message->round = reader.integer();
  message->isComplete = reader.flag();
  for (uint32_t left = reader.number(); left > 0 && reader.isGood(); --left) {
    std::string of = reader.text();
    message->records.emplace_back(std::move(of), reader.record());
  }
  const bool needsRecord =
      message->kind == MessageKind::Update || message->kind == MessageKind::Handover;
  if (needsRecord && message->records.size() != 1) return false;
  return reader.isAtEnd();
}

std::string ChainMessage::describe() const {
  static constexpr const char* kKinds[] = {"REQUEST",  "ANSWER",     "UPDATE",   "COMMIT",
                                           "SYNC",     "SYNC_ACK",   "OVERLOAD", "OUT_OF_SPACE",
                                           "HANDOVER", "HANDED_OVER"};
  static constexpr const char* kOperations[] = {"create", "read", "update", "delete"};
  static constexpr const char* kStages[] = {"pull", "confirm", "ready"};
  std::ostringstream text;
  text << kKinds[static_cast<size_t>(kind)];
  if (kind == MessageKind::Sync || kind == MessageKind::SyncAck) {
    text << ' ' << kStages[static_cast<size_t>(stage)] << ", round " << round << ", "
         << records.size() << " records";
    return text.str();
  }
  if (coordinator.id != 0)
    text << ' ' << transId << ' ' << kOperations[static_cast<size_t>(operation)];
  text << ' ' << key;
  if (!value.empty()) text << " = " << value;
  if (kind == MessageKind::Answer || kind == MessageKind::Update) {
    text << (succeeded ? ": done" : ": failed");
  }
  if (version.tick > 0) text << " @" << textOf(version);
  return text.str();
}

size_t encodedSize(const std::string& key, const Record& record) {
  Writer writer;
  writer.text(key);
  writer.record(record);
  return writer.bytes_.size();
}

std::string describeMessage(const char* data, int size) {
  ChainMessage message;
  const std::string_view bytes(data, static_cast<size_t>(std::max(0, size)));
  return ChainMessage::decode(bytes, &message) ? message.describe() : "damaged";
}

}  // namespace chain
