#include "host/Program.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace host {

std::string programFolder() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "." : program.parent_path().string();
}

std::string becomeProgramAt(const std::string& path, std::vector<std::string> arguments) {
  std::string name = path;
  std::vector<char*> words = {name.data()};
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  execv(path.c_str(), words.data());
  return path + ": " + std::strerror(errno);
}

}  // namespace host
