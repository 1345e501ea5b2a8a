// The disk of one peer: a few small files. It survives its peer's crash.
//
// What was appended and not synced may be lost when the peer crashes: all of it, a part from any
// byte on, or single sectors in any order. Which, is drawn from a random stream of the disk's own,
// so that it changes no other draw. A live process reads all that it has written, synced or not.
// Units: bytes. Failure is a return value. Functions are virtual for tests, which stop a process
// between two of them.
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

  // Puts the bytes behind the file's last, and makes the file if there is none. False: the disk is
  // full, and nothing has changed.
  [[nodiscard]] virtual bool append(const std::string& file, std::string_view bytes);

  // All that was appended to the file is safe from now on.
  virtual void sync(const std::string& file);

  // Puts `bytes` in place of the whole file, at once and safe. False: the disk is full, and nothing
  // has changed; a file that does not grow can always be replaced.
  [[nodiscard]] virtual bool replace(const std::string& file, std::string_view bytes);

  // Cuts the file to its first `sizeBytes`, at once and safe. REQUIRES: it has as many.
  virtual void truncate(const std::string& file, size_t sizeBytes);

  // The whole file; "" if there is none.
  virtual std::string read(const std::string& file) const;

  // ---- Faults.

  // The peer has lost its memory: loses what was not synced, as said above.
  void losePower();

  // From now on it is full, or has room again.
  void setFull(bool isFull) { isFull_ = isFull; }

  // Flips one bit of one byte that was synced. False: there is none.
  bool corrupt();

  // For tests: loses of the file what was not synced, but its first `keptBytes`.
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
