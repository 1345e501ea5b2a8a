#include "stores/chain/ChainMessage.h"

#include <sstream>

namespace chain {

namespace {

constexpr uint8_t kMagic = 0xC4;
constexpr size_t kChecksumBytes = 4;

uint32_t checksumOf(const char* data, size_t size) {
  uint32_t hash = 2166136261U;
  for (size_t i = 0; i < size; ++i) hash = (hash ^ static_cast<uint8_t>(data[i])) * 16777619U;
  return hash;
}

// Little-endian.
class Writer {
 public:
  void number(uint32_t value, int bytes = 4) {
    for (int i = 0; i < bytes; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  }
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
    number(static_cast<uint32_t>(record.executed.size()));
    for (const Executed& call : record.executed) {
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
  Reader(const char* data, size_t size) : data_(data), left_(size) {}

  uint32_t number(size_t bytes = 4) {
    if (bytes > left_) {
      isGood_ = false;
      left_ = 0;
      return 0;
    }
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; ++i) {
      value |= static_cast<uint32_t>(static_cast<uint8_t>(data_[i])) << (8 * i);
    }
    data_ += bytes;
    left_ -= bytes;
    return value;
  }
  int32_t integer() { return static_cast<int32_t>(number()); }
  bool flag() { return number(1) != 0; }
  std::string text() {
    const size_t size = number();
    if (size > left_) {
      isGood_ = false;
      return "";
    }
    const std::string text(data_, size);
    data_ += size;
    left_ -= size;
    return text;
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
      record.executed.push_back(call);
    }
    return record;
  }

  bool isGood() const { return isGood_; }
  bool isAtEnd() const { return isGood_ && left_ == 0; }

 private:
  const char* data_;
  size_t left_;
  bool isGood_ = true;
};

bool readEnums(Reader* reader, ChainMessage* message) {
  const uint32_t kind = reader->number(1);
  const uint32_t operation = reader->number(1);
  const uint32_t stage = reader->number(1);
  if (kind > static_cast<uint32_t>(MessageKind::SyncAck) ||
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
  writer.number(checksumOf(writer.bytes_.data(), writer.bytes_.size()));
  return writer.bytes_;
}

bool ChainMessage::decode(const char* data, int size, ChainMessage* message) {
  if (size < static_cast<int>(kChecksumBytes)) return false;
  const size_t checked = static_cast<size_t>(size) - kChecksumBytes;
  if (Reader(data + checked, kChecksumBytes).number() != checksumOf(data, checked)) return false;
  Reader reader(data, checked);
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
  if (message->kind == MessageKind::Update && message->records.size() != 1) return false;
  return reader.isAtEnd();
}

std::string ChainMessage::describe() const {
  static constexpr const char* kKinds[] = {"REQUEST", "ANSWER", "UPDATE",
                                           "COMMIT",  "SYNC",   "SYNC_ACK"};
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
  if (version.tick > 0) text << " @" << version.tick << '.' << version.count << '.' << version.head;
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
  return ChainMessage::decode(data, size, &message) ? message.describe() : "damaged";
}

}  // namespace chain
