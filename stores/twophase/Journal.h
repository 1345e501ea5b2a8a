// A write-ahead journal on a simulated disk. After a crash it is either intact or reports that it
// is damaged.
//
// The file `journal` begins with a record that has its generation; each snapshot starts a new
// generation. A record is stored as its size (4 bytes), its checksum (4 bytes) and its bytes. The
// checksum also covers the generation and the record's number. The file `mark` records the
// generation and the length up to which the journal was synced; without it, a damaged last record
// could not be told from one that was never synced.
//
//   - An incomplete record after the mark was never synced: recover() cuts it off.
//   - An incomplete record before the mark is damage: recover() fails and changes nothing.
//   - A journal one generation ahead of the mark belongs to a snapshot after which the process
//     crashed. The snapshot was written atomically, so its records must be intact.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/Disk.h"

namespace twophase {

// Borrows the disk.
class Journal {
 public:
  // `owner` is used in problem texts: "peer 3".
  Journal(sim::Disk* disk, std::string owner);

  // Reads all intact records. Call it first. Returns false if the journal is damaged, or if there
  // is none yet and the disk is full; problem() says why.
  bool recover(std::vector<std::string>* records);
  const std::string& problem() const { return problem_; }
  // After recover() failed: true if it failed for want of disk space, so that a retry may succeed.
  bool lacksRoom() const { return lacksRoom_; }

  // Appends a record, which a crash may lose until sync(). Returns false, with nothing changed, if
  // the disk is full.
  [[nodiscard]] bool append(std::string_view record);
  void sync();

  // Atomically replaces all records by a snapshot. Returns false, with nothing changed, if the disk
  // is full.
  [[nodiscard]] bool replace(const std::vector<std::string>& snapshot);

  // The number of records since the last snapshot.
  size_t recordsAppended() const { return number_ - snapshotRecords_; }
  size_t snapshotRecords() const { return snapshotRecords_; }

  static constexpr char kFile[] = "journal";
  static constexpr char kMarkFile[] = "mark";

 private:
  struct Mark {
    uint64_t generation = 0;
    uint64_t bytes = 0;
  };

  bool readMark(Mark* mark);
  bool readRecords(const std::string& bytes, const Mark& mark, std::vector<std::string>* records);
  bool fail(const std::string& problem);
  void writeMark();

  sim::Disk* const disk_;
  const std::string owner_;
  uint64_t generation_ = 0;
  uint64_t number_ = 0;  // Of the next record.
  uint64_t snapshotRecords_ = 0;
  uint64_t sizeBytes_ = 0;
  std::string problem_;
  bool lacksRoom_ = false;
};

}  // namespace twophase
