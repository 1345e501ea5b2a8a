// The simulated disk of one peer: a few small files that survive the peer's crash.
//
// A crash may lose appended bytes that were not synced: all of them, everything from some byte on,
// or individual sectors in any order. The loss is drawn from the disk's own random stream, so it
// shifts no other draw. A live process reads everything it has written, synced or not. Sizes are in
// bytes. The functions are virtual so that tests can stop a process between two of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "sim/Event.h"
#include "sim/Random.h"

namespace sim {

class Disk {
 public:
  Disk(uint64_t seed, PeerId peer);
  virtual ~Disk() = default;

  // Appends the bytes, and creates the file if there is none. Returns false, with nothing changed,
  // if the disk is full.
  [[nodiscard]] virtual bool append(const std::string& file, std::string_view bytes);

  // Makes everything appended to the file so far survive a crash.
  virtual void sync(const std::string& file);

  // Replaces the whole file, atomically and synced. Returns false, with nothing changed, if the
  // file would grow and the disk is full.
  [[nodiscard]] virtual bool replace(const std::string& file, std::string_view bytes);

  // Cuts the file to its first `sizeBytes`, atomically and synced. REQUIRES: it has as many.
  virtual void truncate(const std::string& file, size_t sizeBytes);

  // Returns the whole file; "" if there is none.
  virtual std::string read(const std::string& file) const;

  // ---- Faults.

  // The peer crashed: loses unsynced bytes, as described above.
  void losePower();

  // Makes the disk full, or gives it room again.
  void setFull(bool isFull) { isFull_ = isFull; }

  // Flips one bit of one synced byte. Returns false if there is none.
  bool corrupt();

  // For tests: loses the file's unsynced bytes except the first `keptBytes` of them.
  void cutUnsynced(const std::string& file, size_t keptBytes);
  size_t unsyncedBytes(const std::string& file) const;

 private:
  struct File {
    std::string bytes;
    size_t synced = 0;  // Invariant: <= bytes.size().
  };

  void loseUnsynced(File* file);
  void loseSectors(File* file);

  std::map<std::string, File> files_;
  bool isFull_ = false;
  Random lossDice_;
  Random damageDice_;
};

}  // namespace sim
