// A new folder for files that nobody needs after the work that they are made for.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace host {

class TemporaryFolder {
 public:
  // Makes a folder in the system's folder for temporary files.
  TemporaryFolder() {
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    if (error) return;
    std::string path = parent / "kvstore-XXXXXX";
    if (::mkdtemp(path.data()) != nullptr) path_ = path;
  }
  // Removes it with all that is in it.
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // "" if it could not be made.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace host
