#include "stores/twophase/Journal.h"

#include <optional>
#include <utility>

#include "host/Check.h"
#include "stores/twophase/Bytes.h"

namespace twophase {

namespace {

constexpr size_t kRecordHeadBytes = 12;
constexpr size_t kMarkBytes = 24;
constexpr uint64_t kMarkSalt = 0x6d61726b;

uint64_t saltOf(uint64_t generation, uint64_t number) {
  return (generation << 32) + (number << 1) + 1;
}

// The first record of a file: its generation, and how many records of the snapshot follow.
std::string headOf(uint64_t generation, uint64_t snapshotRecords) {
  std::string head;
  put64(generation, &head);
  put64(snapshotRecords, &head);
  return head;
}

// Removes a record from the beginning. Nothing: it is not whole.
std::optional<std::string_view> takeRecord(std::string_view* bytes, uint64_t salt) {
  std::string_view rest = *bytes;
  if (rest.size() < kRecordHeadBytes) return std::nullopt;
  const uint32_t size = take32(&rest);
  const uint64_t checksum = take64(&rest);
  if (size > rest.size()) return std::nullopt;
  const std::string_view record = rest.substr(0, size);
  if (checksumOf(record, salt ^ uint64_t{size} << 40) != checksum) return std::nullopt;
  *bytes = rest.substr(size);
  return record;
}

}  // namespace

Journal::Journal(sim::Disk* disk, std::string owner) : disk_(disk), owner_(std::move(owner)) {}

bool Journal::fail(const std::string& problem) {
  problem_ = owner_ + "'s " + problem;
  return false;
}

std::string Journal::recordOf(std::string_view bytes, uint64_t generation, uint64_t number) const {
  std::string record;
  put32(static_cast<uint32_t>(bytes.size()), &record);
  put64(checksumOf(bytes, saltOf(generation, number) ^ uint64_t{bytes.size()} << 40), &record);
  return record.append(bytes);
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
  if (bytes.size() != kMarkBytes || take64(&bytes) != checksumOf(bytes, kMarkSalt)) {
    return fail(std::string(kMarkFile) + " is damaged");
  }
  mark->generation = take64(&bytes);
  mark->bytes = take64(&bytes);
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
    head = takeRecord(&rest, saltOf(generation, 0));
  }
  if (!head || head->size() != headOf(0, 0).size()) return fail(damaged + "record 0 is not whole");
  generation_ = take64(&*head);
  snapshotRecords_ = take64(&*head) + 1;
  uint64_t number = 1;
  size_t whole = bytes.size() - rest.size();
  while (const auto record = takeRecord(&rest, saltOf(generation_, number))) {
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
  const std::string bytes = recordOf(record, generation_, number_);
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
  put64(generation_, &bytes);
  put64(sizeBytes_, &bytes);
  std::string mark;
  put64(checksumOf(bytes, kMarkSalt), &mark);
  [[maybe_unused]] const bool isWritten = disk_->replace(kMarkFile, mark + bytes);
}

bool Journal::replace(const std::vector<std::string>& snapshot) {
  const uint64_t generation = generation_ + 1;
  std::string bytes = recordOf(headOf(generation, snapshot.size()), generation, 0);
  uint64_t number = 1;
  for (const std::string& record : snapshot) bytes += recordOf(record, generation, number++);
  if (!disk_->replace(kFile, bytes)) return false;
  generation_ = generation;
  number_ = snapshotRecords_ = number;
  sizeBytes_ = bytes.size();
  writeMark();
  return true;
}

}  // namespace twophase
