// The clock that a submission sees. Many submissions seed their random numbers from it
// (`srand(time(NULL))`, or from std::chrono), and would then behave differently in every run. So,
// inside a peer's code, the clock functions return the simulated time: one tick is one second, and
// each seed has a start time of its own. Outside, they return the real time.
//
// These definitions replace the C library's in any program that links this file. Linux only;
// elsewhere a submission sees the real clock.
#ifdef __linux__

#include <ctime>

#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "host/RunPosition.h"

namespace {

// A day in 2014, so that the numbers look like real times.
constexpr time_t kEpoch = 1400000000;
constexpr uint64_t kSeedSpan = 1000000000;

bool isInPeersCode() { return host::runPosition.call != nullptr; }

timespec simulatedTime() {
  const auto seed = static_cast<time_t>(host::runPosition.seed % kSeedSpan);
  return {kEpoch + seed + host::runPosition.tick, 0};
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  if (!isInPeersCode()) return static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
  *now = simulatedTime();
  return 0;
}

time_t time(time_t* seconds) noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  if (seconds != nullptr) *seconds = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(timeval* seconds, void*) noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  *seconds = {now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

clock_t clock() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * CLOCKS_PER_SEC + now.tv_nsec / (1000000000 / CLOCKS_PER_SEC);
}

}  // extern "C"

#endif
