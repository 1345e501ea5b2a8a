// Messages and journals of two-phase commit: any bytes end in a result, and what is read is written
// back as it was.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "HashTable.h"
#include "check/base/ServerIds.h"
#include "sim/Crc32.h"
#include "sim/LittleEndian.h"
#include "stores/twophase/Coordinator.h"
#include "stores/twophase/Frame.h"
#include "stores/twophase/Journal.h"
#include "stores/twophase/Participant.h"

namespace {

using twophase::Message;
using twophase::Outbox;

constexpr size_t kIdBytes = 28;

// The bytes as the frame of a message, with a right checksum, so that JSON is reached.
std::string framed(std::string_view bytes) {
  std::string rest(bytes);
  if (rest.size() < kIdBytes) rest.resize(kIdBytes);
  std::string frame;
  sim::appendLittleEndian(sim::crc32(rest), 4, &frame);
  return frame + rest;
}

void readMessage(const std::string& bytes) {
  Message message;
  twophase::describe(bytes);
  if (twophase::decode(bytes, &message) != twophase::Reading::Ok) return;
  Message again;
  if (twophase::decode(twophase::encode(message), &again) != twophase::Reading::Ok) abort();
  if (!(again == message)) abort();
  sim::Disk disk(1, 1);
  twophase::Journal journal(&disk, "peer 1");
  std::vector<std::string> none;
  if (!journal.recover(&none)) abort();
  HashTable table;
  twophase::Coordinator coordinator({}, &journal);
  twophase::Participant server({}, &journal, &table);
  if (!coordinator.begin() || !server.begin()) abort();
  for (int now = 0; now < 3; ++now) {
    Outbox out;
    coordinator.onMessage(message, now, &out);
    server.onMessage(message, now, &out);
    coordinator.onTick(now, &out);
    server.onTick(now, &out);
  }
}

void readJournal(const std::string& journalBytes, const std::string& mark) {
  sim::Disk disk(1, 1);
  if (!disk.replace(twophase::Journal::kFile, journalBytes)) abort();
  if (!disk.replace(twophase::Journal::kMarkFile, mark)) abort();
  twophase::Journal journal(&disk, "peer 2");
  std::vector<std::string> records;
  if (!journal.recover(&records)) {
    if (journal.problem().empty()) abort();
    return;
  }
  HashTable table;
  twophase::Participant server({}, &journal, &table);
  server.recover(records);
  twophase::Coordinator coordinator({}, &journal);
  coordinator.recover(records);
}

// A right journal with these records.
std::string journalOf(std::string_view records) {
  sim::Disk disk(1, 1);
  twophase::Journal journal(&disk, "peer 2");
  std::vector<std::string> none;
  if (!journal.recover(&none)) abort();
  while (!records.empty()) {
    const std::string_view record = records.substr(0, records.find('\n'));
    if (!journal.append(framed(record))) abort();
    records.remove_prefix(std::min(record.size() + 1, records.size()));
  }
  return disk.read(twophase::Journal::kFile);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  readMessage(bytes);
  readMessage(framed(bytes));
  const size_t half = size / 2;
  readJournal(bytes.substr(0, half), bytes.substr(half));
  readJournal(journalOf(bytes), "");
  return 0;
}
