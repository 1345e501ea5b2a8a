// The peak memory use of this process.
#pragma once

#include <sys/resource.h>

namespace host {

inline double peakMegabytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  constexpr double kPerMegabyte = 1e6;  // Bytes.
#else
  constexpr double kPerMegabyte = 1e6 / 1024;  // Kibibytes.
#endif
  return static_cast<double>(usage.ru_maxrss) / kPerMegabyte;
}

}  // namespace host
