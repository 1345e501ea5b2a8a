#include "grading/explain/timeline/TimelineWords.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "CourseRules.h"
#include "grading/explain/evidence/Story.h"
#include "grading/score/Wording.h"

namespace grading {

const char* verb(const Peers& peers, const char* one, const char* many) {
  return peers.size() == 1 ? one : many;
}

std::string nameOf(const Call& call) {
  std::string text = "key=" + printable(call.key);
  if (!call.value.empty()) text += ", value=" + printable(call.value);
  return text;
}

std::string roles(const Peers& replicas) {
  std::string text;
  for (size_t i = 0; i < replicas.size() && i < course::kReplicas; ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(replicas[i]) + " (" + kRoleNames[i] + ")";
  }
  return text.empty() ? "none" : text;
}

const char* fateText(const StoreMessage& message) {
  constexpr std::array kTexts = {
      "by chance",  "it is too large", "too many messages wait there", "the receiver has failed",
      "by a fault", "by a fault"};
  static_assert(kTexts.size() == sim::kDropCauseCount);
  return kTexts[static_cast<size_t>(message.cause)];
}

}  // namespace grading
