// A call: whom the coordinator lists and asks, what is logged, and what is missing.
#include <map>
#include <set>
#include <tuple>

#include "check/base/Placement.h"
#include "check/base/Wording.h"
#include "grading/explain/timeline/TimelineParts.h"
#include "grading/explain/timeline/TimelineWords.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

void tellCall(const Story& story, const Evidence&, TimelineText* lines) {
  std::string text = "peer " + std::to_string(story.coordinator()) +
                     " is the coordinator: " + sim::operationName(story.call->operation) + " " +
                     nameOf(*story.call);
  lines->add(story.begin(), text);
  if (story.othersAlike > 0) {
    lines->addMore("(" + check::countText(story.othersAlike, "other call", "other calls") +
                   " of this test went wrong as well)");
  }
}

// Nobody can know of those that have just failed.
void tellLists(const Story& story, const Evidence& evidence, TimelineText* lines) {
  const Peers known = evidence.aliveAt(story.begin() - 1);
  const Peers dead = without(story.listed, known);
  const Peers missing = without(story.alive, story.listed);
  if (dead.empty() && missing.empty()) {
    lines->addMore("its list is up to date: " + peersOf(story.listed));
  } else {
    lines->addMore("it lists " + peersOf(story.listed) +
                   (dead.empty() ? "" : "; not alive: " + peersOf(dead)) +
                   (missing.empty() ? "" : "; not listed: " + peersOf(missing)));
  }
  lines->addMore("the key's replicas by that list: " + roles(story.seen));
  const Peers right = check::replicasInOrder(known, story.call->key);
  if (story.seen != right) lines->addMore("by the peers that are alive: " + roles(right));
}

void tellRequests(const Story& story, const Evidence&, TimelineText* lines) {
  lines->add(story.begin(), "peer " + std::to_string(story.coordinator()) +
                                (story.asked.empty() ? " sends nothing in the store"
                                                     : " asks " + peersOf(story.asked)));
  std::map<std::string, Peers> lost;
  for (const StoreMessage& request : story.call->requests) {
    if (request.fate == StoreMessage::Lost) lost[fateText(request)].push_back(request.to);
  }
  for (const auto& [why, peers] : lost) {
    lines->addMore(verb(peers, "the message to ", "the messages to ") +
                   peersOf(withoutRepeats(peers)) + verb(peers, " is", " are") + " lost: " + why);
  }
}

void tellLine(Tick tick, bool isResult, bool success, const std::string& value, const Peers& peers,
              const Story& story, TimelineText* lines) {
  std::string text = isResult ? "coordinator " : "";
  text +=
      peersOf(withoutRepeats(peers)) + (withoutRepeats(peers).size() == 1 ? " logs `" : " log `");
  text +=
      std::string(sim::operationName(story.call->operation)) + (success ? " success`" : " fail`");
  if (success && value != story.call->value) {
    text += value.empty() ? ", with no value" : ", value=" + printable(value);
  }
  const size_t more = peers.size() - withoutRepeats(peers).size();
  if (more > 0) text += " (" + std::to_string(peers.size()) + " lines)";
  lines->add(tick, text);
}

void tellReplies(Tick tick, const Peers& answering, const Story& story, const Evidence& evidence,
                 TimelineText* lines) {
  Peers replying;
  std::map<std::string, Peers> lost;
  for (const StoreMessage& message : story.replies(evidence, tick, tick)) {
    replying.push_back(message.from);
    if (message.fate == StoreMessage::Lost) lost[fateText(message)].push_back(message.from);
  }
  const Peers silent = without(withoutRepeats(answering), withoutRepeats(replying));
  // Its own answer needs no message.
  const Peers owing = without(silent, {story.coordinator()});
  if (!owing.empty()) {
    lines->addMore(peersOf(owing) + verb(owing, " sends", " send") + " no answer to peer " +
                   std::to_string(story.coordinator()));
  }
  for (const auto& [why, peers] : lost) {
    lines->addMore("the answer of " + peersOf(withoutRepeats(peers)) + " is lost: " + why);
  }
}

// The lines of replicas and coordinator, and the answers that are sent with them; those of one
// tick that say the same in one.
void tellLines(const Story& story, const Evidence& evidence, TimelineText* lines) {
  using Line = std::tuple<Tick, bool, bool, std::string>;  // Of the coordinator; success; value.
  std::map<Line, Peers> byLine;
  const auto gather = [&](const std::vector<Answer>& answers, bool isResult) {
    for (const Answer& answer : answers) {
      byLine[{answer.tick, isResult, answer.success, answer.value}].push_back(answer.peer);
    }
  };
  gather(story.call->answers, false);
  gather(story.call->results, true);
  std::set<Tick> told;
  for (const auto& [line, peers] : byLine) {
    const auto& [tick, isResult, success, value] = line;
    if (story.end && tick >= *story.end && told.insert(*story.end).second) {
      lines->add(*story.end, "the next test begins: later lines do not count for this one");
    }
    tellLine(tick, isResult, success, value, peers, story, lines);
    if (!isResult && !lines->isFull()) tellReplies(tick, peers, story, evidence, lines);
  }
}

void tellMissingResult(const Story& story, const Evidence&, TimelineText* lines) {
  if (!story.call->results.empty()) return;
  const std::string until = story.end ? "before " + std::to_string(*story.end) : "at all";
  lines->addMore("coordinator " + std::to_string(story.coordinator()) + " logs no result " + until);
}

}  // namespace

const std::vector<OperationPart>& operationParts() {
  static const std::vector<OperationPart> parts = {{"failures", tellFailuresBefore},
                                                   {"removals", tellRemovalsBefore},
                                                   {"copies", tellCopiesBefore},
                                                   {"call", tellCall},
                                                   {"lists", tellLists},
                                                   {"requests", tellRequests},
                                                   {"lines", tellLines},
                                                   {"missing result", tellMissingResult}};
  return parts;
}

}  // namespace grading
