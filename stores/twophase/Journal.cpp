#include "stores/twophase/Journal.h"

#include <optional>
#include <utility>

#include "host/Check.h"
#include "sim/Crc32.h"
#include "sim/LittleEndian.h"
#include "stores/twophase/Bytes.h"

namespace twophase {

namespace {

constexpr size_t kSizeBytes = 4;
constexpr size_t kChecksumBytes = 4;
constexpr size_t kNumberBytes = 8;
constexpr size_t kMarkBytes = kChecksumBytes + 2 * kNumberBytes;

// Where a record is.
struct Place {
  uint64_t generation = 0;
  uint64_t number = 0;
};

// Also of its place and size: a record is whole in its own place alone.
uint32_t checksumOf(std::string_view record, const Place& place) {
  std::string head;
  sim::appendLittleEndian(place.generation, kNumberBytes, &head);
  sim::appendLittleEndian(place.number, kNumberBytes, &head);
  sim::appendLittleEndian(record.size(), kSizeBytes, &head);
  sim::Crc32 checksum;
  checksum.add(head);
  checksum.add(record);
  return checksum.value();
}

std::string recordOf(std::string_view bytes, const Place& place) {
  std::string record;
  sim::appendLittleEndian(bytes.size(), kSizeBytes, &record);
  sim::appendLittleEndian(checksumOf(bytes, place), kChecksumBytes, &record);
  return record.append(bytes);
}

// The first record of a file: its generation, and how many records of the snapshot follow.
std::string headOf(uint64_t generation, uint64_t snapshotRecords) {
  std::string head;
  sim::appendLittleEndian(generation, kNumberBytes, &head);
  sim::appendLittleEndian(snapshotRecords, kNumberBytes, &head);
  return head;
}

// Removes a record from the beginning. Nothing: it is not whole.
std::optional<std::string_view> takeRecord(std::string_view* bytes, const Place& place) {
  std::string_view rest = *bytes;
  if (rest.size() < kSizeBytes + kChecksumBytes) return std::nullopt;
  const uint64_t size = take(kSizeBytes, &rest);
  const uint64_t checksum = take(kChecksumBytes, &rest);
  if (size > rest.size()) return std::nullopt;
  const std::string_view record = rest.substr(0, size);
  if (checksumOf(record, place) != checksum) return std::nullopt;
  *bytes = rest.substr(size);
  return record;
}

}  // namespace

Journal::Journal(sim::Disk* disk, std::string owner) : disk_(disk), owner_(std::move(owner)) {}

bool Journal::fail(const std::string& problem) {
  problem_ = owner_ + "'s " + problem;
  return false;
}

bool Journal::recover(std::vector<std::string>* records) {
  Mark mark;
  lacksRoom_ = false;
  if (!readMark(&mark)) return false;
  const std::string bytes = disk_->read(kFile);
  if (mark.generation == 0 && bytes.empty()) {
    lacksRoom_ = !replace({});
    return !lacksRoom_ || fail("disk has no room for a journal");
  }
  return readRecords(bytes, mark, records);
}

// Without a mark, the first journal may be there: the process crashed before it wrote the mark.
bool Journal::readMark(Mark* mark) {
  const std::string text = disk_->read(kMarkFile);
  if (text.empty()) return true;
  std::string_view bytes = text;
  const std::string damaged = std::string(kMarkFile) + " is damaged";
  if (bytes.size() != kMarkBytes) return fail(damaged);
  const uint64_t checksum = take(kChecksumBytes, &bytes);
  if (checksum != sim::crc32(bytes)) return fail(damaged);
  mark->generation = take(kNumberBytes, &bytes);
  mark->bytes = take(kNumberBytes, &bytes);
  return true;
}

bool Journal::readRecords(const std::string& bytes, const Mark& mark,
                          std::vector<std::string>* records) {
  const std::string damaged = std::string(kFile) + " is damaged: ";
  std::string_view rest = bytes;
  // The head's own number of the generation tells which checksums its records have.
  std::optional<std::string_view> head;
  uint64_t generation = mark.generation;
  for (; !head && generation <= mark.generation + 1; ++generation) {
    head = takeRecord(&rest, {generation, 0});
  }
  if (!head || head->size() != headOf(0, 0).size()) return fail(damaged + "record 0 is not whole");
  generation_ = take(kNumberBytes, &*head);
  snapshotRecords_ = take(kNumberBytes, &*head) + 1;
  uint64_t number = 1;
  size_t whole = bytes.size() - rest.size();
  while (const auto record = takeRecord(&rest, {generation_, number})) {
    records->emplace_back(*record);
    whole = bytes.size() - rest.size();
    ++number;
  }
  const bool isMarked = generation_ == mark.generation;
  if (number < snapshotRecords_ || (isMarked && whole < mark.bytes)) {
    records->clear();
    return fail(damaged + "record " + std::to_string(number) + ", at byte " +
                std::to_string(whole) + ", is not whole");
  }
  number_ = number;
  sizeBytes_ = whole;
  disk_->truncate(kFile, whole);
  writeMark();
  return true;
}

bool Journal::append(std::string_view record) {
  const std::string bytes = recordOf(record, {generation_, number_});
  if (!disk_->append(kFile, bytes)) return false;
  ++number_;
  sizeBytes_ += bytes.size();
  return true;
}

void Journal::sync() {
  disk_->sync(kFile);
  writeMark();
}

// All marks have one size, so that only the first can meet a full disk. Without one, the journal is
// as safe against crashes; its damage may be taken for one.
void Journal::writeMark() {
  std::string bytes;
  sim::appendLittleEndian(generation_, kNumberBytes, &bytes);
  sim::appendLittleEndian(sizeBytes_, kNumberBytes, &bytes);
  std::string mark;
  sim::appendLittleEndian(sim::crc32(bytes), kChecksumBytes, &mark);
  [[maybe_unused]] const bool isWritten = disk_->replace(kMarkFile, mark + bytes);
}

bool Journal::replace(const std::vector<std::string>& snapshot) {
  const uint64_t generation = generation_ + 1;
  std::string bytes = recordOf(headOf(generation, snapshot.size()), {generation, 0});
  uint64_t number = 1;
  for (const std::string& record : snapshot) bytes += recordOf(record, {generation, number++});
  if (!disk_->replace(kFile, bytes)) return false;
  generation_ = generation;
  number_ = snapshotRecords_ = number;
  sizeBytes_ = bytes.size();
  writeMark();
  return true;
}

}  // namespace twophase
