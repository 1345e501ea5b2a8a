#include "sim/ScoreLog.h"

#include "sim/RunPosition.h"

namespace sim {

void ScoreLog::onEvent(const Event& event) {
  const bool isFromPeer = runPosition.call != nullptr;
  const bool isFreeText = event.kind == EventKind::Note || event.kind == EventKind::Statistic;
  if (isFromPeer && (isFreeText || event.node.id != runPosition.peerId)) return;
  lines_.onEvent(event);
}

}  // namespace sim
