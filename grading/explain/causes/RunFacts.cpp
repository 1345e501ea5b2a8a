#include "grading/explain/causes/RunFacts.h"

#include <algorithm>
#include <csignal>
#include <set>
#include <utility>

#include "CourseRules.h"
#include "check/base/Wording.h"

namespace grading {

namespace {

// The explained run repeats the graded one. Where memory is used that has been freed, it may end at
// another tick: then "".
std::string lastTickOf(const Case& lost) {
  const Tick last = lost.evidence.lastTick;
  const bool isElsewhere = lost.test.endedAt >= 0 && lost.test.endedAt != last;
  if (last == 0 || isElsewhere) return "";
  return " at tick " + std::to_string(last);
}

// What a signal says of the code; the note has what else is known of it.
Cause crashBy(const Case& lost) {
  const std::string end = lastTickOf(lost) + "; what comes later is lost.";
  switch (lost.evidence.signal) {
    case SIGFPE:
      return {"a division by zero: the program crashed" + end,
              "the line that the note names: a / or % whose right side is 0. `rand() % size` of an "
              "empty list, say: look whether it is empty first.",
              "division-by-zero"};
    case SIGABRT:
      return {
          "the program crashed: it aborted itself" + end,
          "the call and the reason that the note names: an exception that nobody catches "
          "(stoi, at), an assert, memory that is deleted twice, or an object with a string or a "
          "vector in it that was copied or sent as raw bytes (`sizeof`).",
          "aborted"};
    default:
      return {"the program crashed" + end,
              "the call that the note names. Usual mistakes: erasing from a list while a "
              "loop goes over it, a function that ends without its return, an iterator or "
              "`myPos` that is used after the list has changed, what find() gives if nothing is "
              "there, something deleted twice, an object with a string in it sent as raw bytes.",
              "crashed"};
  }
}

// The peer that was asked for replicas at the end has less than three peers in its list.
std::optional<Cause> shortList(const Case& lost) {
  const auto& named = lost.evidence.namedReplicas();
  if (named.empty()) return std::nullopt;
  const size_t listed = lost.evidence.listOf(named.back().by, named.back().tick).size();
  if (listed >= course::kReplicas) return std::nullopt;
  return Cause{"the member lists are too short: peer " + std::to_string(named.back().by) +
                   " knows " + check::countText(listed, "peer", "peers") +
                   ", and findNodes cannot give three; the test could not go on.",
               "the membership first: see the join tests.", "short-lists"};
}

// How many peers were asked, or answered: a coordinator may serve itself without a message.
size_t peersIn(const Call& call) {
  std::set<PeerId> peers;
  for (const StoreMessage& request : call.requests) peers.insert(request.to);
  for (const Answer& answer : call.answers) peers.insert(answer.peer);
  return peers.size();
}

Cause tooFewReplicas(const Evidence& evidence) {
  Cause cause = {"findNodes gave too few peers, and the test could not go on.",
                 "findNodes and updateRing: the ring has to hold all peers of the member "
                 "list, and a key has three replicas if three peers are known.",
                 "too-few-replicas"};
  const auto asksTooFew =
      std::find_if(evidence.calls().begin(), evidence.calls().end(),
                   [](const Call& call) { return peersIn(call) < course::kReplicas; });
  if (asksTooFew == evidence.calls().end()) return cause;
  // It shows before the test is reached: that peer's findNodes gave too few.
  return seenAt(std::move(cause), spotAt(Spot::Call, asksTooFew->tick, asksTooFew->coordinator));
}

// A run that did not come to its end.
std::optional<Cause> earlyEnd(const Case& lost) {
  switch (lost.evidence.ending) {
    case Ending::Whole: return std::nullopt;
    case Ending::Crashed: return crashBy(lost);
    case Ending::Hanging:
      return Cause{"the program did not come to an end: an endless loop, it seems.",
                   "loops whose condition never changes: `while` over a queue that is not "
                   "popped, say, or a walk around the ring that never meets its start.",
                   "hangs"};
    case Ending::Flood:
      return Cause{"the program sends, or logs, without end.",
                   "what is sent or logged in each tick: messages that cause further messages, "
                   "or lines that are logged again and again.",
                   "floods"};
    case Ending::Exited:
      if (lost.test.lacksReplicas) {
        if (auto cause = shortList(lost)) return cause;
        return tooFewReplicas(lost.evidence);
      }
      return Cause{"the program ended itself" + lastTickOf(lost) + "; what comes later is lost.",
                   "calls of exit() or abort(), asserts, and exceptions that nobody catches "
                   "(stoi, at).",
                   "exited"};
  }
  return std::nullopt;
}

// Whether the run ended before all that the test counts could be there.
bool isCutShort(const Case& lost) {
  constexpr Tick kAnswerTicks = 15;
  if (lost.story == nullptr || lost.evidence.lastTick == 0) return true;
  const Tick needed = lost.story->end.value_or(lost.story->begin() + kAnswerTicks);
  return lost.evidence.lastTick < needed;
}

// The grader repeats a seed with contents of its choice where a submission sets none. All else is
// as it was, so that what differs came of that.
std::optional<Cause> repetition(const Case& lost) {
  const MemoryContents deciding = lost.test.decidingMemory;
  if (deciding == MemoryContents::Usual) return std::nullopt;
  const bool isWorseWith = lost.test.worstMemory == deciding;
  if (deciding == MemoryContents::Filled) {
    const std::string zeros = "zeros in them";
    const std::string ones = "all bits set in them (--fill ones)";
    return Cause{"fields that nobody sets decide: with " + (isWorseWith ? zeros : ones) +
                     " this seed has the test's points, and with " + (isWorseWith ? ones : zeros) +
                     " it has not.",
                 "the fields that are named under `no result depends on fields that nobody sets`: "
                 "set them before they are read.",
                 "unset-fields"};
  }
  const std::string does = isWorseWith ? "loses" : "gets";
  return Cause{"the run does not repeat: this seed " + does +
                   " the test's points with other addresses and other bytes in memory that is not "
                   "set (--disturb 1).",
               "the first line that differs, under `the same seed gives the same run`. Usual "
               "mistakes: variables and members that no constructor sets, what find() gives if "
               "nothing is there (end()->second), elements that are erased and used again, "
               "functions without a return, the order of pointers, random numbers that are not "
               "from rand().",
               "not-repeatable"};
}

}  // namespace

std::optional<Cause> factOf(const Case& lost) {
  auto fact = earlyEnd(lost);
  if (fact && !isCutShort(lost)) fact.reset();
  if (!fact) fact = repetition(lost);
  if (fact) fact->isFact = true;
  return fact;
}

}  // namespace grading
