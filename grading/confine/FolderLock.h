// Admits one process at a time to a folder: a second grader would remove the first one's runs.
#pragma once

#include <string>
#include <string_view>

namespace grading {

// The result of take(), after the folder's name, if another process holds it.
inline constexpr std::string_view kFolderIsTaken = ": another grading is running there";

// Held until the process ends, in any way: the system then releases it.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  // Makes the folder if necessary and locks it, by a hidden file in it, which stays. Returns the
  // reason of a failure, or "". Does not wait. Does without a lock if the file system has none.
  // REQUIRES: it holds none yet.
  std::string take(const std::string& folder);

 private:
  int file_ = -1;
};

}  // namespace grading
