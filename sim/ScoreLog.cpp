#include "sim/ScoreLog.h"

#include "sim/Believable.h"

namespace sim {

void ScoreLog::onEvent(const Event& event) {
  if (isBelievable(event)) lines_.onEvent(event);
}

}  // namespace sim
