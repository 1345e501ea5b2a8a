#include "host/TextFile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace host {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\v\f";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string_view withoutByteOrderMark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return text;
}

bool isBinary(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\v' && c != '\f';
  });
}

std::string readTextFile(const std::string& path, size_t maxBytes, std::string* text) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return std::strerror(errno);
  struct stat status {};
  std::string reason;
  if (::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode)) {
    reason = S_ISDIR(status.st_mode) ? "is a directory" : "is not a regular file";
  }
  char block[4096];
  ssize_t size = 0;
  while (reason.empty() && text->size() <= maxBytes &&
         (size = ::read(descriptor, block, sizeof block)) != 0) {
    if (size > 0) {
      text->append(block, static_cast<size_t>(size));
    } else if (errno != EINTR) {
      reason = std::strerror(errno);
    }
  }
  ::close(descriptor);
  return reason;
}

}  // namespace host
