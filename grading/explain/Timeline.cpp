#include "grading/explain/Timeline.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "CourseRules.h"
#include "check/base/Placement.h"
#include "check/base/Wording.h"
#include "grading/explain/TimelineText.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

Peers sorted(Peers peers) {
  std::sort(peers.begin(), peers.end());
  peers.erase(std::unique(peers.begin(), peers.end()), peers.end());
  return peers;
}

Peers without(const Peers& peers, const Peers& others) {
  Peers rest;
  std::set_difference(peers.begin(), peers.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

const char* verb(const Peers& peers, const char* one, const char* many) {
  return peers.size() == 1 ? one : many;
}

std::string nameOf(const Call& call) {
  std::string text = "key=" + printable(call.key);
  if (!call.value.empty()) text += ", value=" + printable(call.value);
  return text;
}

constexpr const char* kRoles[] = {"primary", "secondary", "tertiary"};
static_assert(std::size(kRoles) == course::kReplicas);

// "2 (primary), 5 (secondary), 9 (tertiary)".
std::string roles(const Peers& replicas) {
  std::string text;
  for (size_t i = 0; i < replicas.size() && i < course::kReplicas; ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(replicas[i]) + " (" + kRoles[i] + ")";
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

class OperationTimeline {
 public:
  OperationTimeline(const Story& story, const Evidence& evidence)
      : story_(story), evidence_(evidence) {}

  std::string text() {
    tellFailures();
    tellRemovals();
    tellCopies();
    tellCall();
    tellLists();
    tellRequests();
    tellLines();
    tellMissingResult();
    return "timeline of the " + std::string(sim::operationName(call().operation)) + " of " +
           printable(call().key) + ":\n" + lines_.text();
  }

 private:
  const Call& call() const { return *story_.call; }

  // The last tick at which peers had failed before the call: what led to it.
  std::optional<Tick> lastFailure() const {
    std::optional<Tick> last;
    for (const PeerId peer : evidence_.failed()) {
      const std::optional<Tick> tick = evidence_.failedAt(peer);
      if (tick && *tick < story_.begin()) last = std::max(last.value_or(0), *tick);
    }
    return last;
  }

  void tellFailures() {
    std::map<Tick, Peers> byTick;
    for (const PeerId peer : evidence_.failed()) {
      const Tick tick = *evidence_.failedAt(peer);
      if (tick <= story_.begin()) byTick[tick].push_back(peer);
    }
    for (const auto& [tick, peers] : byTick) {
      const Peers replicas = check::replicasInOrder(evidence_.aliveAt(tick - 1), call().key);
      lines_.add(tick, failureText(sorted(peers), replicas));
    }
  }

  // "peers 6 (the tertiary) and 7 (the secondary replica) fail".
  static std::string failureText(const Peers& peers, const Peers& replicas) {
    std::vector<std::string> names;
    for (const PeerId peer : peers) {
      const auto place = std::find(replicas.begin(), replicas.end(), peer);
      const auto role = static_cast<size_t>(place - replicas.begin());
      names.push_back(std::to_string(peer) + (place == replicas.end()
                                                  ? " (no replica)"
                                                  : std::string(" (") + kRoles[role] + ")"));
    }
    return std::string(peers.size() == 1 ? "peer " : "peers ") + check::listText(names) +
           verb(peers, " fails", " fail");
  }

  // Of those that failed last: who noticed when. Those of which the same is to be said, in one.
  void tellRemovals() {
    const std::optional<Tick> since = lastFailure();
    if (!since) return;
    std::map<Removal, Peers> removals;
    for (const PeerId failed : evidence_.failed()) {
      if (evidence_.failedAt(failed) == since) removals[removalOf(failed)].push_back(failed);
    }
    for (const auto& [removal, failed] : removals) {
      const auto& [first, last, who] = removal;
      const Peers others = without(story_.alive, who);
      const std::string names = peersOf(sorted(failed));
      if (who.empty()) {
        lines_.add(story_.begin(), "no peer has removed " + names + " from its list");
      } else if (others.empty()) {
        lines_.add(first, last, "all that are alive remove " + names);
      } else {
        lines_.add(first, last,
                   peersOf(who) + verb(who, " removes ", " remove ") + names + "; " +
                       peersOf(others) + " not yet");
      }
    }
  }

  using Removal = std::tuple<Tick, Tick, Peers>;  // From, to, by whom.

  Removal removalOf(PeerId failed) const {
    Removal removal;
    auto& [first, last, who] = removal;
    for (const PeerId peer : story_.alive) {
      const std::optional<Tick> tick =
          evidence_.removedAt(peer, failed, *evidence_.failedAt(failed));
      if (!tick || *tick > story_.begin()) continue;
      first = who.empty() ? *tick : std::min(first, *tick);
      last = std::max(last, *tick);
      who.push_back(peer);
    }
    return removal;
  }

  // What went through the store between the last failure and the call, and of no call.
  void tellCopies() {
    const std::optional<Tick> since = lastFailure();
    if (!since) return;
    std::set<PeerId> from;
    std::set<PeerId> to;
    size_t count = 0;
    Tick first = 0;
    Tick last = 0;
    for (const StoreMessage& message : evidence_.storeMessages()) {
      const bool isBetween = message.tick > *since && message.tick < story_.begin();
      if (message.fate != StoreMessage::Sent || !isBetween) continue;
      if (evidence_.isAfterCall(message.tick)) continue;
      from.insert(message.from);
      to.insert(message.to);
      first = count == 0 ? message.tick : first;
      last = message.tick;
      ++count;
    }
    if (count == 0) {
      lines_.add(*since + 1, story_.begin() - 1,
                 "no message in the store but those of the calls: no copies are made");
      return;
    }
    lines_.add(first, last,
               namesOrNumber({from.begin(), from.end()}) +
                   verb({from.begin(), from.end()}, " sends ", " send ") +
                   check::countText(count, "message", "messages") + " in the store to " +
                   namesOrNumber({to.begin(), to.end()}) + ": copies, it seems");
  }

  static std::string namesOrNumber(const Peers& peers) {
    constexpr size_t kMostNamed = 5;
    return peers.size() <= kMostNamed ? peersOf(peers) : std::to_string(peers.size()) + " peers";
  }

  void tellCall() {
    std::string text = "peer " + std::to_string(story_.coordinator()) +
                       " is the coordinator: " + sim::operationName(call().operation) + " " +
                       nameOf(call());
    lines_.add(story_.begin(), text);
    if (story_.othersAlike > 0) {
      lines_.addMore("(" + check::countText(story_.othersAlike, "other call", "other calls") +
                     " of this test went wrong as well)");
    }
  }

  // Nobody can know of those that have just failed.
  void tellLists() {
    const Peers known = evidence_.aliveAt(story_.begin() - 1);
    const Peers dead = without(story_.listed, known);
    const Peers missing = without(story_.alive, story_.listed);
    if (dead.empty() && missing.empty()) {
      lines_.addMore("its list is up to date: " + peersOf(story_.listed));
    } else {
      lines_.addMore("it lists " + peersOf(story_.listed) +
                     (dead.empty() ? "" : "; not alive: " + peersOf(dead)) +
                     (missing.empty() ? "" : "; not listed: " + peersOf(missing)));
    }
    lines_.addMore("the key's replicas by that list: " + roles(story_.seen));
    const Peers right = check::replicasInOrder(known, call().key);
    if (story_.seen != right) lines_.addMore("by the peers that are alive: " + roles(right));
  }

  void tellRequests() {
    lines_.add(story_.begin(), "peer " + std::to_string(story_.coordinator()) +
                                   (story_.asked.empty() ? " sends nothing in the store"
                                                         : " asks " + peersOf(story_.asked)));
    std::map<std::string, Peers> lost;
    for (const StoreMessage& request : call().requests) {
      if (request.fate == StoreMessage::Lost) lost[fateText(request)].push_back(request.to);
    }
    for (const auto& [why, peers] : lost) {
      lines_.addMore(verb(peers, "the message to ", "the messages to ") + peersOf(sorted(peers)) +
                     verb(peers, " is", " are") + " lost: " + why);
    }
  }

  // The lines of replicas and coordinator, and the answers that are sent with them; those of one
  // tick that say the same in one.
  void tellLines() {
    using Line = std::tuple<Tick, bool, bool, std::string>;  // Of the coordinator; success; value.
    std::map<Line, Peers> lines;
    const auto gather = [&](const std::vector<Answer>& answers, bool isResult) {
      for (const Answer& answer : answers) {
        lines[{answer.tick, isResult, answer.success, answer.value}].push_back(answer.peer);
      }
    };
    gather(call().answers, false);
    gather(call().results, true);
    std::set<Tick> told;
    for (const auto& [line, peers] : lines) {
      const auto& [tick, isResult, success, value] = line;
      if (story_.end && tick >= *story_.end && told.insert(*story_.end).second) {
        lines_.add(*story_.end, "the next test begins: later lines do not count for this one");
      }
      tellLine(tick, isResult, success, value, peers);
      if (!isResult && !lines_.isFull()) tellReplies(tick, peers);
    }
  }

  void tellLine(Tick tick, bool isResult, bool success, const std::string& value,
                const Peers& peers) {
    std::string text = isResult ? "coordinator " : "";
    text += peersOf(sorted(peers)) + (sorted(peers).size() == 1 ? " logs `" : " log `");
    text += std::string(sim::operationName(call().operation)) + (success ? " success`" : " fail`");
    if (success && value != call().value) {
      text += value.empty() ? ", with no value" : ", value=" + printable(value);
    }
    const size_t more = peers.size() - sorted(peers).size();
    if (more > 0) text += " (" + std::to_string(peers.size()) + " lines)";
    lines_.add(tick, text);
  }

  void tellReplies(Tick tick, const Peers& answering) {
    Peers replying;
    std::map<std::string, Peers> lost;
    for (const StoreMessage& message : story_.replies(evidence_, tick, tick)) {
      replying.push_back(message.from);
      if (message.fate == StoreMessage::Lost) lost[fateText(message)].push_back(message.from);
    }
    const Peers silent = without(sorted(answering), sorted(replying));
    // Its own answer needs no message.
    const Peers owing = without(silent, {story_.coordinator()});
    if (!owing.empty()) {
      lines_.addMore(peersOf(owing) + verb(owing, " sends", " send") + " no answer to peer " +
                     std::to_string(story_.coordinator()));
    }
    for (const auto& [why, peers] : lost) {
      lines_.addMore("the answer of " + peersOf(sorted(peers)) + " is lost: " + why);
    }
  }

  void tellMissingResult() {
    if (!call().results.empty()) return;
    const std::string until = story_.end ? "before " + std::to_string(*story_.end) : "at all";
    lines_.addMore("coordinator " + std::to_string(story_.coordinator()) + " logs no result " +
                   until);
  }

  const Story& story_;
  const Evidence& evidence_;
  TimelineText lines_;
};

// ---- The membership.

// Peers with the same rest of a line, in one line.
using Folded = std::map<std::string, Peers>;

void addFolded(const Folded& folded, const char* one, const char* many, TimelineText* lines) {
  for (const auto& [text, peers] : folded) {
    lines->addMore(peersOf(peers) + (peers.size() == 1 ? one : many) + text);
  }
}

void tellStarts(const Evidence& evidence, TimelineText* lines) {
  if (evidence.peers().empty()) return;
  Tick last = 0;
  for (const PeerId peer : evidence.peers()) last = std::max(last, evidence.startedAt(peer));
  lines->add(evidence.startedAt(evidence.peers().front()), last,
             peersOf(evidence.peers()) + " are introduced, peer 1 first");
}

void tellJoins(const Evidence& evidence, TimelineText* lines) {
  tellStarts(evidence, lines);
  Folded incomplete;
  Folded silent;
  for (const PeerId peer : evidence.peers()) {
    std::set<PeerId> joined;
    Tick last = 0;
    for (const ListChange& change : evidence.changesOf(peer)) {
      if (!change.joined) continue;
      joined.insert(change.of);
      last = std::max(last, change.tick);
    }
    joined.insert(peer);
    const Peers missing = without(evidence.peers(), {joined.begin(), joined.end()});
    if (missing.empty()) {
      lines->add(last, "peer " + std::to_string(peer) + " has logged all others as joined");
    } else if (missing.size() + 1 == evidence.peers().size()) {
      silent[""].push_back(peer);
    } else {
      incomplete["that " + peersOf(missing) + " joined"].push_back(peer);
    }
  }
  addFolded(silent, " logs no other peer as joined", " log no other peer as joined", lines);
  addFolded(incomplete, " never logs ", " never log ", lines);
}

void tellFailed(const Evidence& evidence, TimelineText* lines) {
  std::map<Tick, Peers> byTick;
  for (const PeerId peer : evidence.failed()) byTick[*evidence.failedAt(peer)].push_back(peer);
  for (const auto& [tick, peers] : byTick) {
    lines->add(tick, peersOf(sorted(peers)) + verb(peers, " fails", " fail"));
  }
}

void tellRemovals(const Evidence& evidence, TimelineText* lines) {
  for (const PeerId failed : evidence.failed()) {
    const Tick failure = *evidence.failedAt(failed);
    Peers who;
    Peers never;
    Tick first = 0;
    Tick last = 0;
    for (const PeerId peer : evidence.aliveAt(failure)) {
      const std::optional<Tick> tick = evidence.removedAt(peer, failed, failure);
      (tick ? who : never).push_back(peer);
      if (!tick) continue;
      first = who.size() == 1 ? *tick : std::min(first, *tick);
      last = std::max(last, *tick);
    }
    const std::string name = "peer " + std::to_string(failed);
    if (!who.empty()) {
      lines->add(first, last, peersOf(who) + verb(who, " removes ", " remove ") + name);
    }
    if (!never.empty()) {
      lines->addMore(peersOf(never) + " never " + verb(never, "removes ", "remove ") + name);
    }
  }
}

void tellFalseRemovals(const Evidence& evidence, TimelineText* lines) {
  using When = std::pair<Tick, PeerId>;
  std::map<When, Peers> removals;
  for (const PeerId peer : evidence.peers()) {
    for (const ListChange& change : evidence.changesOf(peer)) {
      if (!change.joined && evidence.isAlive(change.of, change.tick)) {
        removals[{change.tick, change.of}].push_back(peer);
      }
    }
  }
  for (const auto& [when, who] : removals) {
    const auto& [tick, of] = when;
    std::string text = peersOf(sorted(who)) + verb(who, " removes", " remove") + " peer " +
                       std::to_string(of) + ", which is alive";
    const std::vector<Tick>& heard = evidence.contact(of, who.front()).deliveredAt;
    const auto after = std::upper_bound(heard.begin(), heard.end(), tick);
    if (who.front() != of) {
      text += after == heard.begin()
                  ? "; never had a message from it"
                  : "; the last message from it came at " + std::to_string(*std::prev(after));
    }
    lines->add(tick, text);
  }
}

}  // namespace

std::string operationTimeline(const Story& story, const Evidence& evidence) {
  return OperationTimeline(story, evidence).text();
}

std::string membershipTimeline(const TestGrade& test, const Evidence& evidence) {
  if (evidence.peers().empty()) return "";
  TimelineText lines;
  std::string what;
  if (test.aspect == TestAspect::Join) {
    what = "joins";
    tellJoins(evidence, &lines);
  } else {
    what = "removals";
    tellFailed(evidence, &lines);
    if (test.aspect == TestAspect::Completeness) tellRemovals(evidence, &lines);
    tellFalseRemovals(evidence, &lines);
  }
  const std::string text = lines.text();
  return text.empty() ? "" : "timeline of the " + what + ":\n" + text;
}

}  // namespace grading
