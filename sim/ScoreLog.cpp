#include "sim/ScoreLog.h"

#include "sim/Trusted.h"

namespace sim {

void ScoreLog::onEvent(const Event& event) {
  if (isTrusted(event)) lines_.onEvent(event);
}

}  // namespace sim
