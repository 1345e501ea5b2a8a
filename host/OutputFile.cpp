#include "host/OutputFile.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "host/Check.h"

namespace host {

namespace {

constexpr size_t kBufferBytes = 1 << 18;

// The open files, for flushAllFiles(). A fixed table, because a signal handler may read it at any
// moment; a run has three files.
constexpr int kMaxOpenFiles = 16;
OutputFile* openFiles[kMaxOpenFiles];
pid_t owner = 0;  // The process that has opened them.

// Blocks signals during its lifetime: a handler must not find a buffer that is written already, but
// not emptied, and write it again.
class SignalsWait {
 public:
  SignalsWait() {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsWait() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  SignalsWait(const SignalsWait&) = delete;
  SignalsWait& operator=(const SignalsWait&) = delete;

 private:
  sigset_t before_;
};

void replaceInTable(OutputFile* from, OutputFile* to) {
  for (OutputFile*& slot : openFiles) {
    if (slot == from) {
      slot = to;
      return;
    }
  }
}

}  // namespace

int writeWhole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

std::unique_ptr<OutputFile> OutputFile::create(const std::string& path, std::string* error) {
  int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  const bool isNew = descriptor >= 0;
  if (!isNew && errno == EEXIST) descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) {
    *error = path + ": cannot be written: " + std::strerror(errno);
    return nullptr;
  }
  return std::unique_ptr<OutputFile>(new OutputFile(path, descriptor, isNew));
}

OutputFile::OutputFile(std::string path, int descriptor, bool isNew)
    : path_(std::move(path)), isNew_(isNew), descriptor_(descriptor) {
  static const bool registered = std::atexit(flushAllFiles) == 0;
  (void)registered;
  owner = ::getpid();
  buffer_.reserve(kBufferBytes);
  replaceInTable(nullptr, this);
}

OutputFile::~OutputFile() { close(); }

int OutputFile::writeBuffer() {
  // A device cannot be emptied, and need not be.
  if (!emptied_ && ::ftruncate(descriptor_, 0) != 0 && errno != EINVAL) return errno;
  emptied_ = true;
  if (buffer_.empty()) return 0;
  if (seal_) {
    const Seal::Line line = seal_->next(buffer_);
    const int reason = writeWhole(descriptor_, {line.text, line.size});
    if (reason != 0) return reason;
  }
  return writeWhole(descriptor_, buffer_);
}

void OutputFile::sealWith(const std::string& secret) {
  CHECK(isUntouched());
  seal_.emplace(secret);
}

void OutputFile::discard() {
  CHECK(isUntouched());
  replaceInTable(this, nullptr);
  ::close(descriptor_);
  descriptor_ = -1;
  if (isNew_) ::unlink(path_.c_str());
}

void OutputFile::append(std::string_view text) {
  if (buffer_.size() + text.size() > kBufferBytes && !flush()) return;
  buffer_.append(text);
}

bool OutputFile::flush() {
  const SignalsWait wait;
  if (error_.empty() && descriptor_ >= 0) {
    const int reason = writeBuffer();
    if (reason != 0) error_ = path_ + ": cannot be written: " + std::strerror(reason);
  }
  buffer_.clear();
  return error_.empty();
}

bool OutputFile::close() {
  if (descriptor_ < 0) return error_.empty();
  flush();
  if (::close(descriptor_) != 0 && error_.empty()) {
    error_ = path_ + ": cannot be written: " + std::strerror(errno);
  }
  descriptor_ = -1;
  replaceInTable(this, nullptr);
  return error_.empty();
}

void flushAllFiles() {
  // A copy of the process, which a node may have made, has copies of the buffers, and must not
  // write them.
  if (::getpid() != owner) return;
  for (OutputFile* file : openFiles) {
    if (file == nullptr || !file->error_.empty()) continue;
    file->writeBuffer();
    file->buffer_.clear();
  }
}

}  // namespace host
