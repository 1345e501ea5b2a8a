// Returns to the working folder: a node's code may change it, and relative paths of outputs would
// then lead elsewhere.
#pragma once

#include <filesystem>
#include <system_error>

namespace host {

// Goes back, at its end, to the working folder of its beginning, if that is still there.
class WorkingFolder {
 public:
  WorkingFolder() : path_(std::filesystem::current_path(ignored_)) {}
  ~WorkingFolder() { std::filesystem::current_path(path_, ignored_); }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  std::error_code ignored_;
  const std::filesystem::path path_;
};

}  // namespace host
