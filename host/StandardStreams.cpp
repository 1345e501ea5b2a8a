#include "host/StandardStreams.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

#include <fcntl.h>
#include <unistd.h>

namespace host {

void reserveStandardStreams() {
  // open() returns the lowest free descriptor. A descriptor that can only be read refuses output.
  for (int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) ::open("/dev/null", O_RDONLY);
  }
}

bool isTerminalStderr() { return ::isatty(STDERR_FILENO) == 1; }

std::string finishStandardOutput() {
  errno = 0;
  std::cout.flush();
  const bool isFlushed = std::fflush(stdout) == 0;
  if (isFlushed && std::cout.good() && std::ferror(stdout) == 0) return "";
  std::string message = "standard output: cannot be written";
  // This forgets the error of an earlier write.
  if (errno != 0) message += std::string(": ") + std::strerror(errno);
  return message;
}

}  // namespace host
