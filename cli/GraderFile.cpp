#include "cli/GraderFile.h"

namespace cli {

std::unique_ptr<sim::OutputFile> openGraderFile(const std::string& path, std::istream& secret,
                                                std::string* error) {
  std::string line;
  std::getline(secret, line);
  auto file = sim::OutputFile::create(path, error);
  if (file != nullptr) file->append(line + "\n");
  return file;
}

}  // namespace cli
