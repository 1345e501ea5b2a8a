#include "stores/epidemic/StampVector.h"

#include <algorithm>

#include "host/Check.h"

namespace epidemic {

StampVector::StampVector(int servers, int timeout) : timeout_(timeout) {
  CHECK(servers >= 0);
  CHECK(timeout >= 1);
  const size_t size = static_cast<size_t>(servers);
  stamps_.assign(size, kNever);
  left_.assign(size, kNever);
  aliveAt_.assign(size, kNever);
}

void StampVector::leave(int id, int tick) {
  // Race: a leave of the previous incarnation arrives after the restart.
  if (stamps_[at(id)] > tick) return;
  left_[at(id)] = std::max(left_[at(id)], tick);
  aliveAt_[at(id)] = kNever;
}

void StampVector::excuse(int id, int now) { aliveAt_[at(id)] = std::max(aliveAt_[at(id)], now); }

}  // namespace epidemic
