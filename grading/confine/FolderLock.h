// One process at a time in a folder: a second grader there would take the first one's runs away.
#pragma once

#include <string>

namespace grading {

// Held until the process ends, however it does: the system lets go of it then.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  // Makes the folder if need be and takes it, by a hidden file in it, which stays. Returns why it
  // cannot be had, or "". Does not wait. Where the file system has no locks, does without.
  // REQUIRES: it holds none yet.
  std::string take(const std::string& folder);

  // Whether take() has failed because somebody else holds the folder.
  bool isTaken() const { return isTaken_; }

 private:
  int file_ = -1;
  bool isTaken_ = false;
};

}  // namespace grading
