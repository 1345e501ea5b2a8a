#include "grading/explain/Causes.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include "CourseRules.h"
#include "check/base/Wording.h"
#include "grading/explain/CauseParts.h"
#include "grading/explain/TimelineText.h"

namespace grading {

namespace {

std::string lastTickOf(const Case& lost) {
  return lost.evidence.lastTick == 0 ? "" : " at tick " + std::to_string(lost.evidence.lastTick);
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
        return Cause{"findNodes gave too few peers, and the test could not go on.",
                     "findNodes and updateRing: the ring has to hold all peers of the member "
                     "list, and a key has three replicas if three peers are known.",
                     "too-few-replicas"};
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

}  // namespace

Cause provenBy(Cause cause, std::initializer_list<lab::WhatIf> experiments) {
  for (const lab::WhatIf what : experiments) cause.experiments.push_back(supposing(what));
  return cause;
}

Cause provenBy(Cause cause, std::string edited, Edit edit) {
  cause.edited = std::move(edited);
  cause.edit = std::move(edit);
  return cause;
}

namespace {

const std::vector<Recogniser>& recognisersFor(const Case& lost) {
  return isMembership(lost.test.scenario) ? membershipCauses() : storeCauses();
}

std::optional<Cause> recognisedBy(const Recogniser& recogniser, const Case& lost) {
  auto cause = recogniser.recognise(lost);
  if (!cause) return std::nullopt;
  cause->recogniser = recogniser.name;
  if (cause->name.empty()) cause->name = recogniser.name;
  return cause;
}

}  // namespace

namespace {

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

// What the run itself says, with no proof needed.
std::optional<Cause> factOf(const Case& lost) {
  auto fact = earlyEnd(lost);
  if (fact && !isCutShort(lost)) fact.reset();
  if (!fact) fact = repetition(lost);
  if (fact) fact->isFact = true;
  return fact;
}

}  // namespace

std::vector<Cause> causesOf(const Case& lost) {
  std::vector<Cause> causes;
  if (auto fact = factOf(lost)) return {*std::move(fact)};
  if (!isMembership(lost.test.scenario) && lost.story == nullptr) return causes;
  for (const Recogniser& recogniser : recognisersFor(lost)) {
    if (auto cause = recognisedBy(recogniser, lost)) causes.push_back(*std::move(cause));
  }
  return causes;
}

std::optional<Cause> causeBy(const std::string& name, const Case& lost) {
  for (const Recogniser& recogniser : recognisersFor(lost)) {
    if (name == recogniser.name) return recognisedBy(recogniser, lost);
  }
  return std::nullopt;
}

namespace {

bool hasRefusals(const Case& lost) {
  const auto& messages = lost.evidence.storeMessages();
  return std::any_of(messages.begin(), messages.end(), [](const StoreMessage& message) {
    return message.fate == StoreMessage::Lost && (message.cause == sim::DropCause::TooLarge ||
                                                  message.cause == sim::DropCause::QueueFull);
  });
}

// Whose list has others than those that lived long enough to be known, when the call is made.
std::optional<PeerId> wrongList(const Case& lost) {
  const Tick tick = lost.story->begin();
  const Peers alive = lost.evidence.aliveAt(tick - 1);
  for (const PeerId peer : lost.story->alive) {
    if (lost.evidence.listOf(peer, tick) != alive) return peer;
  }
  return std::nullopt;
}

// Replicas of the key that do not hold it when it is called, if tables can be seen.
Peers emptyReplicas(const Case& lost) {
  const Story& story = *lost.story;
  Peers empty;
  if (!lost.evidence.seesTables() || story.created == nullptr) return empty;
  for (const PeerId peer : story.right) {
    if (!lost.evidence.holds(peer, story.call->key, story.begin())) empty.push_back(peer);
  }
  return empty;
}

}  // namespace

std::vector<Cause> lastResorts(const Case& lost) {
  using lab::WhatIf;
  if (lost.evidence.ending != Ending::Whole) return {};
  if (isMembership(lost.test.scenario)) {
    return {
        provenBy({"messages are refused, and they are missed.",
                  "what MP1Node sends: how large, and how many in a tick.", "refused-missed"},
                 {WhatIf::NoLimits}),
        provenBy({"timestamps are renewed though the heartbeat has not grown.",
                  "where MP1Node takes over the lists of others: only a heartbeat that is larger "
                  "than the known one makes an entry young.",
                  "stamps-by-hearsay"},
                 {WhatIf::HonestStamps}),
        provenBy({"entries of live peers get too old.",
                  "how fast heartbeats spread, and the time-outs that are compared with their age.",
                  "stamps-too-old"},
                 {WhatIf::FreshStamps})};
  }
  if (lost.story == nullptr) return {};
  // Only what is seen to be so is worth a run: points may also come by luck.
  const Story& story = *lost.story;
  std::vector<Cause> causes;
  if (hasRefusals(lost)) {
    causes.push_back(
        provenBy({"messages are refused, and they are missed.",
                  "what MP2Node sends: how large, and how many in a tick.", "refused-missed"},
                 {WhatIf::NoLimits}));
  }
  if (const std::optional<PeerId> who = wrongList(lost)) {
    causes.push_back(provenBy(
        {"member lists are wrong: that of peer " + std::to_string(*who) + " at " +
             std::to_string(story.begin()) + " has not just the peers that are alive.",
         "MP1Node: who is in memberList, and when those go that have failed.", "lists-wrong"},
        {WhatIf::CompleteLists}));
  }
  const Peers empty = emptyReplicas(lost);
  if (!empty.empty()) {
    causes.push_back(provenBy(
        {"copies of the key are missing: " + peersOf(sorted(empty)) +
             (empty.size() == 1 ? ", a replica of it, has" : ", replicas of it, have") +
             " none at " + std::to_string(story.begin()) + ".",
         "who gets the key when it is created, and stabilizationProtocol.", "copies-missing"},
        {WhatIf::Copies}));
  }
  return causes;
}

}  // namespace grading
