// The position of the run: which call of which peer at which tick. For the message of a crash, and
// for the clock that the peer's code sees. There is one for the process, as plain data, so that a
// signal handler may read it.
#pragma once

#include <cstdint>

namespace host {

struct RunPosition {
  volatile uint64_t seed = 0;
  volatile int32_t tick = 0;
  volatile int32_t peerId = 0;
  volatile uint64_t messages = 0;       // That peers have sent, or tried to send.
  const char* volatile call = nullptr;  // A string literal, or null outside of a peer's code.
};

inline RunPosition runPosition;

// The call in which a node's class describes a message. It must not change the run, so it receives
// nothing, and what it sends and logs is ignored.
inline constexpr char kDescribeCall[] = "describe";  // An array: it has one address everywhere.

inline bool isDescribing() { return runPosition.call == kDescribeCall; }

// The tick of the call in progress, which may have overwritten the clock that it sees; `outside` if
// there is none.
inline int32_t currentTick(int32_t outside) {
  return runPosition.call == nullptr ? outside : runPosition.tick;
}

// Marks a call into a peer's code during its lifetime. Inside of another call, that one goes on
// afterwards.
class PositionMark {
 public:
  PositionMark(int32_t tick, int32_t peerId, const char* call)
      : outerPeerId_(runPosition.peerId), outerCall_(runPosition.call) {
    runPosition.tick = tick;
    runPosition.peerId = peerId;
    runPosition.call = call;
  }
  ~PositionMark() {
    if (outerCall_ != nullptr) runPosition.peerId = outerPeerId_;
    runPosition.call = outerCall_;
  }
  PositionMark(const PositionMark&) = delete;
  PositionMark& operator=(const PositionMark&) = delete;

 private:
  const int32_t outerPeerId_;
  const char* const outerCall_;
};

}  // namespace host
