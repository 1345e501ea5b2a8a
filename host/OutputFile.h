// The destinations of a sink's text: a file or memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "host/Sealed.h"

namespace host {

// Writes all of the text, with as many calls as that takes. Returns 0, or the errno of the failure.
// Async-signal-safe.
int writeWhole(int descriptor, std::string_view text);

class TextOutput {
 public:
  virtual ~TextOutput() = default;
  virtual void append(std::string_view text) = 0;
};

class MemoryOutput : public TextOutput {
 public:
  void append(std::string_view text) override { text_.append(text); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// A file that is written from its start through a buffer. Failure: the first error (a full disk,
// for example) is kept in error(), and later text is discarded. However the process ends, the
// buffer reaches the file: atexit covers exit(), and a signal handler may call flushAllFiles().
class OutputFile : public TextOutput {
 public:
  // Opens or creates the file. Its old content stays until the first text reaches it, so that
  // discard() can still undo the opening. Null on failure, with the reason in *error.
  static std::unique_ptr<OutputFile> create(const std::string& path, std::string* error);

  ~OutputFile() override;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void append(std::string_view text) override;

  // Seals the text (Sealed.h) from now on. REQUIRES: nothing was appended.
  void sealWith(const std::string& secret);

  // Writes the buffer and closes the file. Returns false if any text was lost; see error().
  bool close();

  // Closes the file as if it had never been opened. REQUIRES: nothing was appended.
  void discard();

  // "PATH: reason", or empty.
  const std::string& error() const { return error_; }

 private:
  OutputFile(std::string path, int descriptor, bool isNew);
  bool isUntouched() const { return !emptied_ && buffer_.empty(); }
  bool flush();
  // Async-signal-safe. Returns 0, or the errno of the failure.
  int writeBuffer();
  friend void flushAllFiles();

  const std::string path_;
  const bool isNew_;      // The file did not exist before.
  int descriptor_;        // -1 once closed.
  bool emptied_ = false;  // The file's old content is removed.
  std::optional<Seal> seal_;
  std::string buffer_;
  std::string error_;
};

// Writes the buffers of all open files. Async-signal-safe.
void flushAllFiles();

}  // namespace host
