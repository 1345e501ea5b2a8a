// A file for one test, below GoogleTest's folder for such, and gone with the object.
#ifndef TESTS_TEMPFILE_H_
#define TESTS_TEMPFILE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

// The text of the file at `path`; "" if it cannot be read.
inline std::string contentOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class TempFile {
 public:
  // A path at which nothing exists.
  TempFile() {
    static int count = 0;
    path_ = testing::TempDir() + "unit_tests." + std::to_string(::getpid()) + "." +
            std::to_string(++count);
  }
  explicit TempFile(const std::string& content) : TempFile() {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TempFile() { ::unlink(path_.c_str()); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  const std::string& path() const { return path_; }
  std::string content() const { return contentOf(path_); }
  bool exists() const { return ::access(path_.c_str(), F_OK) == 0; }

 private:
  std::string path_;
};

#endif  // TESTS_TEMPFILE_H_
