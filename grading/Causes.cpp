#include "grading/Causes.h"

#include <algorithm>

namespace grading {

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Application's own words for a test that could not go on.
bool lacksReplicas(const Case& lost) { return has(lost.test.note, "findNodes gave"); }

std::string lastTickOf(const Case& lost) {
  return lost.evidence.lastTick == 0 ? "" : " at tick " + std::to_string(lost.evidence.lastTick);
}

// A run that did not come to its end.
std::optional<Cause> earlyEnd(const Case& lost) {
  switch (lost.evidence.ending) {
    case Ending::Whole: return std::nullopt;
    case Ending::Crashed:
      return Cause{"the program crashed" + lastTickOf(lost) + "; what comes later is lost.",
                   "the call that the note names. Usual mistakes: erasing from a list while a "
                   "loop goes over it, a function that ends without its return, an iterator or "
                   "`myPos` that is used after the list has changed, something deleted twice."};
    case Ending::Hanging:
      return Cause{"the program did not come to an end: an endless loop, it seems.",
                   "loops whose condition never changes: `while` over a queue that is not "
                   "popped, say, or a walk around the ring that never meets its start."};
    case Ending::Flood:
      return Cause{"the program sends, or logs, without end.",
                   "what is sent or logged in each tick: messages that cause further messages, "
                   "or lines that are logged again and again."};
    case Ending::Exited:
      if (lacksReplicas(lost)) {
        return Cause{"findNodes gave too few peers, and the test could not go on.",
                     "findNodes and updateRing: the ring has to hold all peers of the member "
                     "list, and a key has three replicas if three peers are known."};
      }
      return Cause{"the program ended itself" + lastTickOf(lost) + "; what comes later is lost.",
                   "calls of exit() or abort(), asserts, and exceptions that nobody catches "
                   "(stoi, at)."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Cause> likelyCause(const Case& lost) {
  if (const auto cause = earlyEnd(lost)) return cause;
  const bool isStore = !isMembership(lost.test.scenario);
  if (isStore && lost.story == nullptr) return std::nullopt;
  for (const Recogniser& recogniser : isStore ? storeCauses() : membershipCauses()) {
    auto cause = recogniser.recognise(lost);
    if (!cause) continue;
    if (cause->name.empty()) cause->name = recogniser.name;
    return cause;
  }
  return std::nullopt;
}

}  // namespace grading
