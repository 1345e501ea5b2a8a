#include "grading/confine/UnfinishedBuild.h"

#include <filesystem>
#include <fstream>
#include <system_error>

namespace grading {

namespace files = std::filesystem;

UnfinishedBuild::UnfinishedBuild(const std::string& folder) : mark_(folder + "/.unfinished") {
  std::error_code ignored;
  files::create_directories(folder, ignored);
  if (files::exists(files::symlink_status(mark_, ignored))) {
    for (const auto& entry : files::directory_iterator(folder, ignored)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with('.') && name != "origin") files::remove_all(entry.path(), ignored);
    }
  }
  std::ofstream(mark_).flush();
}

UnfinishedBuild::~UnfinishedBuild() {
  std::error_code ignored;
  files::remove(mark_, ignored);
}

}  // namespace grading
