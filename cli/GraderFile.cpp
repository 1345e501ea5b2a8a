#include "cli/GraderFile.h"

namespace cli {

std::unique_ptr<GraderFile> GraderFile::open(const std::string& path, std::istream& secret,
                                             std::string* error) {
  std::string line;
  std::getline(secret, line);
  auto file = host::OutputFile::create(path, error);
  if (file == nullptr) return nullptr;
  file->sealWith(line);
  return std::unique_ptr<GraderFile>(new GraderFile(std::move(file)));
}

bool GraderFile::close(const std::string& metrics) {
  file_->append(host::kMetricsHeading);
  file_->append(metrics);
  return file_->close();
}

}  // namespace cli
