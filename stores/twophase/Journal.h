// A journal of records on a disk, which is whole after a crash, or says that it is not.
//
// The file `journal` begins with a record of its generation; each snapshot is another. A record is
// its size (4 bytes), its checksum (4) and its bytes; the checksum also depends on the generation
// and the record's number. The file `mark` says up to which byte the journal of which generation
// was synced: its last record would else look the same, damaged, as one that was never synced.
//
//   - What is not whole behind the mark was not synced: recover() cuts it off.
//   - What is not whole before the mark is damaged: recover() fails, and nothing is changed.
//   - A journal of the generation after the mark's is that of a snapshot after which the process
//     crashed: it was written at once, and has to be whole as far as it was the snapshot.
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
  // `owner` names it in problems: "peer 3".
  Journal(sim::Disk* disk, std::string owner);

  // First: reads the records, all that are whole. False: it is damaged, or the disk is full and
  // there is no journal yet; problem() says why.
  bool recover(std::vector<std::string>* records);
  const std::string& problem() const { return problem_; }
  // After a recover() that was false: trying again may help.
  bool lacksRoom() const { return lacksRoom_; }

  // False: the disk is full, and nothing has changed. It may be lost until sync().
  [[nodiscard]] bool append(std::string_view record);
  void sync();

  // Puts the records in place of all that there are, at once. False: the disk is full, and nothing
  // has changed.
  [[nodiscard]] bool replace(const std::vector<std::string>& snapshot);

  // Records since the last snapshot.
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
