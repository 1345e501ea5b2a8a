#include "cli/GraderFile.h"

namespace cli {

std::unique_ptr<GraderFile> GraderFile::open(const std::string& path, std::istream& secret,
                                             std::string* error) {
  std::string line;
  std::getline(secret, line);
  auto file = sim::OutputFile::create(path, error);
  if (file == nullptr) return nullptr;
  file->append(line + "\n");
  return std::unique_ptr<GraderFile>(new GraderFile(std::move(file), line));
}

bool GraderFile::close(const std::string& metrics) {
  file_->append("\n" + secret_ + "\n" + metrics);
  return file_->close();
}

}  // namespace cli
