// The mistakes of key-value stores, by what they leave in a run.
#include <algorithm>
#include <set>
#include <utility>

#include "check/Replication.h"
#include "check/Wording.h"
#include "grading/Causes.h"
#include "grading/TimelineText.h"
#include "grading/Wording.h"

namespace grading {

namespace {

constexpr char kInvalidKey[] = "invalidKey";
// A copy has to be sent and received before it can be read.
constexpr Tick kCopyTicks = 3;

bool contains(const Peers& peers, PeerId peer) {
  return std::find(peers.begin(), peers.end(), peer) != peers.end();
}

Peers sorted(Peers peers) {
  std::sort(peers.begin(), peers.end());
  return peers;
}

std::string numberOf(PeerId peer) { return std::to_string(peer); }

std::string ticksText(Tick ticks) {
  return std::to_string(ticks) + (ticks == 1 ? " tick" : " ticks");
}

std::string operationOf(const Story& story) { return sim::operationName(story.call->operation); }

// "clientRead".
std::string clientCallOf(const Story& story) {
  std::string name = operationOf(story);
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return "client" + name;
}

bool hasFailedReplicas(const Case& lost) { return !lost.evidence.failed().empty(); }

// Test 3 part 1: two of three replicas are down, and the coordinator has to say so.
bool isOfMissingQuorum(const Case& lost) {
  return !lost.story->expectsSuccess && lost.story->call->key != kInvalidKey;
}

bool isOfInvalidKey(const Case& lost) { return lost.story->call->key == kInvalidKey; }

// ---- Messages that never went.

std::optional<Cause> messagesRefused(const Case& lost) {
  const Story& story = *lost.story;
  for (const StoreMessage& message : lost.evidence.storeMessages()) {
    // Copies that were to be made before count as well.
    if (story.end && message.tick >= *story.end) break;
    if (message.fate != StoreMessage::Lost) continue;
    if (message.cause == sim::DropCause::TooLarge) {
      return Cause{"a message is too large and never sent: peer " + numberOf(message.from) +
                       " had " + std::to_string(message.sizeBytes) + " bytes for peer " +
                       numberOf(message.to) + " at " + std::to_string(message.tick) + ", and " +
                       std::to_string(kLargestMessage) + " are allowed.",
                   "what MP2Node sends in one piece (all keys at once, say): send a key a "
                   "message. ENsend gives 0 if it has not sent."};
    }
    if (message.cause == sim::DropCause::QueueFull) {
      return Cause{"too many messages wait for peer " + numberOf(message.to) + ", and at " +
                       std::to_string(message.tick) + " those of peer " + numberOf(message.from) +
                       " are refused.",
                   "how much MP2Node sends in each tick: copies of keys belong in the network "
                   "when the ring changes, not all the time."};
    }
  }
  return std::nullopt;
}

std::optional<Cause> asksNobody(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.asked.empty() || !story.call->answers.empty()) return std::nullopt;
  const std::string who = "coordinator " + numberOf(story.coordinator());
  if (story.listed.size() < kReplicas) {
    return Cause{who + " asks nobody: it knows " +
                     check::countText(story.listed.size(), "peer", "peers") +
                     ", and a key has three replicas.",
                 "the membership first (./KVStoreGrader.sh --test=membership): memberList needs "
                 "all peers, this one among them."};
  }
  return Cause{who + " asks nobody: no message leaves it in the call.",
               clientCallOf(story) +
                   " and findNodes: is the ring empty? updateRing is called "
                   "only once `inited` and `inGroup` are true."};
}

// ---- The ring.

Peers withoutPeer(Peers peers, PeerId peer) {
  peers.erase(std::remove(peers.begin(), peers.end(), peer), peers.end());
  return peers;
}

Peers askedBy(const Call& call, const Story& story) {
  if (&call == story.call) return story.asked;
  std::set<PeerId> asked;
  for (const StoreMessage& request : call.requests) asked.insert(request.to);
  for (const Answer& answer : call.answers) {
    if (answer.peer == call.coordinator) asked.insert(answer.peer);
  }
  return {asked.begin(), asked.end()};
}

// The coordinator of the call, or of the create before it, has a ring without itself.
std::optional<Cause> ownPeerMissing(const Case& lost) {
  for (const Call* call : {lost.story->call, lost.story->created}) {
    if (call == nullptr) continue;
    const PeerId self = call->coordinator;
    const Peers list = lost.evidence.listOf(self, call->tick);
    const Peers asked = askedBy(*call, *lost.story);
    const std::string who = "peer " + numberOf(self);
    if (!contains(list, self)) {
      return Cause{who + " has removed itself from its list.",
                   "the loop of MP1Node that removes silent peers: its own entry has to be left "
                   "out of it, or be brought up to date in each tick."};
    }
    const Peers blind = check::rightPeers(withoutPeer(list, self), call->key);
    if (asked.size() < kReplicas || asked != blind || asked == check::rightPeers(list, call->key)) {
      continue;
    }
    return Cause{who + " is missing from its own ring: at " + std::to_string(call->tick) +
                     " it asks " + peersOf(asked) + ", as if it were not one of the replicas.",
                 "getMembershipList and updateRing: the ring needs the peer itself as well as "
                 "the others; many lists hold only the others."};
  }
  return std::nullopt;
}

struct LateRemoval {
  PeerId by = 0;
  PeerId of = 0;
  Tick failure = 0;
  Tick needed = 0;                // When the next call was made.
  std::optional<Tick> removedAt;  // Nothing: never.
};

// Whoever still lists a failed peer when the next test is called, up to this one.
std::optional<LateRemoval> lateRemoval(const Case& lost) {
  const Evidence& evidence = lost.evidence;
  for (const PeerId of : evidence.failed()) {
    const Tick failure = *evidence.failedAt(of);
    const auto next = std::find_if(evidence.calls().begin(), evidence.calls().end(),
                                   [failure](const Call& call) { return call.tick > failure; });
    if (next == evidence.calls().end() || next->tick > lost.story->begin()) continue;
    // Too close together for anybody.
    if (next->tick - failure < 2 * kCopyTicks) continue;
    for (const PeerId by : evidence.aliveAt(next->tick)) {
      if (!contains(evidence.listOf(by, next->tick - kCopyTicks), of)) continue;
      return LateRemoval{by, of, failure, next->tick, evidence.removedAt(by, of, failure)};
    }
  }
  return std::nullopt;
}

std::optional<Cause> slowDetection(const Case& lost) {
  const std::optional<LateRemoval> late = lateRemoval(lost);
  if (!late) return std::nullopt;
  const std::string of = "peer " + numberOf(late->of);
  const std::string lookAt =
      "MP1Node: TREMOVE, and how each peer learns of the heartbeats of all others. About 20 ticks "
      "are usual, and they should be the same each time.";
  if (!late->removedAt) {
    return Cause{"a failed peer stays in the lists: peer " + numberOf(late->by) +
                     " never removes " + of + ", which failed at " + std::to_string(late->failure) +
                     ".",
                 lookAt};
  }
  return Cause{"failures are noticed too late: " + of + " failed at " +
                   std::to_string(late->failure) + ", and peer " + numberOf(late->by) +
                   " removes it " + ticksText(*late->removedAt - late->failure) +
                   " later; the next test comes after " + ticksText(late->needed - late->failure) +
                   ".",
               lookAt};
}

std::optional<Cause> livePeerNotListed(const Case& lost) {
  const Story& story = *lost.story;
  if (story.seen == story.right) return std::nullopt;
  for (const PeerId peer : story.alive) {
    if (contains(story.listed, peer)) continue;
    const std::optional<Tick> removed = lost.evidence.removedAt(story.coordinator(), peer, 0);
    const std::string who = "coordinator " + numberOf(story.coordinator());
    if (removed) {
      return Cause{who + " has removed peer " + numberOf(peer) + " at " + std::to_string(*removed) +
                       ", which is alive.",
                   "MP1Node: the membership tests say more of it "
                   "(./KVStoreGrader.sh --test=membership)."};
    }
    return Cause{who + " does not know peer " + numberOf(peer) + ", which is alive.",
                 "MP1Node: each peer has to learn of all others; see the join tests."};
  }
  return std::nullopt;
}

// The list is right, and the ring is not made from it.
std::optional<Cause> oldRing(const Case& lost) {
  const Story& story = *lost.story;
  for (const PeerId peer : story.asked) {
    const std::optional<Tick> failed = lost.evidence.failedAt(peer);
    if (!failed || *failed >= story.begin() || contains(story.listed, peer)) continue;
    return Cause{"the ring is older than the list: coordinator " + numberOf(story.coordinator()) +
                     " asks peer " + numberOf(peer) + ", which it has removed from its list.",
                 "updateRing: the ring has to be made anew from memberList in each call, and "
                 "`ring` replaced by it."};
  }
  if (story.asked.size() < kReplicas || story.asked == sorted(story.seen)) return std::nullopt;
  return Cause{"the wrong peers are asked: coordinator " + numberOf(story.coordinator()) +
                   " asks " + peersOf(story.asked) + "; by its own list the replicas are " +
                   peersOf(sorted(story.seen)) + ".",
               "findNodes and updateRing: the ring is sorted by hash code; the primary is the "
               "first peer whose hash code is not below the key's, then come the next two, past "
               "the end to the first."};
}

// Whether the coordinator may have done its part as a replica without a message, and logged
// nothing of it.
bool mayServeItself(const Story& story) {
  return contains(story.seen, story.coordinator()) && !contains(story.asked, story.coordinator());
}

std::optional<Cause> asksTooFew(const Case& lost) {
  const Story& story = *lost.story;
  if (isOfMissingQuorum(lost) || story.asked.empty() || story.seen.size() < kReplicas) {
    return std::nullopt;
  }
  const size_t asked = story.asked.size() + (mayServeItself(story) ? 1 : 0);
  if (asked >= kReplicas) return std::nullopt;
  return Cause{"coordinator " + numberOf(story.coordinator()) + " asks " +
                   std::to_string(story.asked.size()) +
                   " of three replicas: " + peersOf(story.asked) + "; by its own list they are " +
                   peersOf(sorted(story.seen)) + ".",
               clientCallOf(story) +
                   " and findNodes: the message goes to all three replicas, and "
                   "two of them have to answer."};
}

// ---- Lines that come too late, for this test or for the one before.

std::optional<Cause> lateLines(const Case& lost) {
  const Story& story = *lost.story;
  const std::string lookAt =
      "checkMessages: it has to handle the whole queue in each tick, and a quorum should be looked "
      "for as soon as an answer comes in, not every so many ticks.";
  const auto isLate = [&](const Answer& answer) {
    return story.end && answer.tick >= *story.end && story.isWanted(answer);
  };
  for (const auto* answers : {&story.call->answers, &story.call->results}) {
    const auto late = std::find_if(answers->begin(), answers->end(), isLate);
    if (late == answers->end()) continue;
    const bool isResult = answers == &story.call->results;
    if (isResult && isOfMissingQuorum(lost)) {
      return Cause{
          "the time-out is too long: coordinator " + numberOf(story.coordinator()) +
              " gives up after " + ticksText(late->tick - story.begin()) +
              ", and the next test begins after " + ticksText(*story.end - story.begin()) + ".",
          "where MP2Node gives up on an operation: about 10 ticks are usual.", "long-time-out"};
    }
    return Cause{"the right line comes too late: peer " + numberOf(late->peer) + " logs it at " +
                     std::to_string(late->tick) + ", " + ticksText(late->tick - story.begin()) +
                     " after the call, when the next test has begun.",
                 lookAt};
  }
  if (story.previous == nullptr) return std::nullopt;
  for (const auto* answers : {&story.previous->answers, &story.previous->results}) {
    for (const Answer& answer : *answers) {
      if (!story.isWithin(answer.tick) || !story.isWanted(answer)) continue;
      const bool isResult = answers == &story.previous->results;
      return Cause{"a line of the test before comes too late, and is counted here: " +
                       std::string(isResult ? "coordinator " : "replica ") + numberOf(answer.peer) +
                       " logs at " + std::to_string(answer.tick) + " what it was asked at " +
                       std::to_string(story.previous->tick) + ".",
                   lookAt};
    }
  }
  return std::nullopt;
}

// A client's call, and a replica that was asked and did its part long afterwards.
struct LateService {
  const Call* call = nullptr;
  Answer answer;
};

// Of the story's call, or else by its coordinator for another one of that tick: its replies then
// wait in the same queue.
std::optional<LateService> lateService(const Case& lost) {
  constexpr Tick kInTime = 3;
  const Story& story = *lost.story;
  std::optional<LateService> found;
  for (const Call& call : lost.evidence.calls()) {
    if (call.tick != story.begin()) continue;
    std::set<PeerId> served;
    for (const Answer& answer : call.answers) {
      const bool isFirst = served.insert(answer.peer).second;
      if (!isFirst || !contains(askedBy(call, story), answer.peer)) continue;
      if (answer.tick <= call.tick + kInTime) continue;
      if (&call == story.call) return LateService{&call, answer};
      if (!found && answer.peer == story.coordinator()) found = LateService{&call, answer};
    }
  }
  return found;
}

// What the coordinator logs, of what counts.
std::optional<Answer> firstFail(const Story& story) {
  for (const Answer& result : story.resultsWithin()) {
    if (!result.success) return result;
  }
  return std::nullopt;
}

// The coordinator gives up while messages wait to be handled.
std::optional<Cause> handledLate(const Case& lost) {
  const Story& story = *lost.story;
  const std::optional<Answer> fail = firstFail(story);
  if (!story.expectsSuccess || !fail) return std::nullopt;
  const std::optional<LateService> late = lateService(lost);
  if (!late) return std::nullopt;
  const bool isOther = late->call != story.call;
  return Cause{"the queue is handled late: peer " + numberOf(late->answer.peer) + " logs " +
                   (isOther ? "the " + std::string(sim::operationName(late->call->operation)) +
                                  " of " + printable(late->call->key)
                            : "the " + operationOf(story)) +
                   " at " + std::to_string(late->answer.tick) + ", " +
                   ticksText(late->answer.tick - late->call->tick) +
                   " after the call; coordinator " + numberOf(story.coordinator()) +
                   " has given up at " + std::to_string(fail->tick) + ".",
               "checkMessages: it has to handle the whole queue in each tick (a while, not an "
               "if), or messages and replies wait there."};
}

// ---- The coordinator.

// Whether one of those that answered sent the coordinator anything then or soon afterwards.
bool hasReplies(const Case& lost) {
  constexpr Tick kSoon = 2;
  constexpr size_t kMostTicks = 10;  // Answers come in one or two; against floods.
  std::set<Tick> answered;
  for (const Answer& answer : lost.story->call->answers) {
    if (answered.size() < kMostTicks) answered.insert(answer.tick);
  }
  for (const Tick tick : answered) {
    for (Tick sent = tick; sent <= tick + kSoon; ++sent) {
      for (const StoreMessage& reply : lost.story->replies(lost.evidence, tick, sent)) {
        const bool isOwn = reply.from == lost.story->coordinator();
        if (!isOwn && reply.fate == StoreMessage::Sent) return true;
      }
    }
  }
  return false;
}

bool hasRemoteAnswers(const Story& story) {
  return std::any_of(story.call->answers.begin(), story.call->answers.end(),
                     [&](const Answer& answer) { return answer.peer != story.coordinator(); });
}

// Whether the coordinator has logged more `server` lines than a replica would.
bool logsAsServer(const Story& story) {
  const auto own =
      std::count_if(story.call->answers.begin(), story.call->answers.end(),
                    [&](const Answer& answer) { return answer.peer == story.coordinator(); });
  return own > (contains(story.asked, story.coordinator()) ? 1 : 0);
}

std::optional<Cause> noReplies(const Case& lost) {
  const Story& story = *lost.story;
  if (isOfMissingQuorum(lost) || story.countResults(true) > 0) return std::nullopt;
  if (!hasRemoteAnswers(story) || logsAsServer(story) || hasReplies(lost)) return std::nullopt;
  return Cause{"the replicas send the coordinator no reply, so coordinator " +
                   numberOf(story.coordinator()) + " cannot know.",
               "checkMessages, where READ, CREATE, UPDATE and DELETE are handled: a REPLY or "
               "READREPLY goes back to the message's fromAddr."};
}

std::optional<Cause> noResult(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.call->results.empty() || story.call->answers.empty()) return std::nullopt;
  if (logsAsServer(story)) return std::nullopt;
  const std::string who = "coordinator " + numberOf(story.coordinator());
  if (isOfMissingQuorum(lost)) {
    return Cause{"no time-out for a missing quorum: " + who +
                     " waits for replies of peers that have failed, and logs nothing.",
                 "where operations are kept until they have their quorum: those that are older "
                 "than about 10 ticks have failed, and that is to be logged once. No message "
                 "will come to remind of it, so look in each tick.",
                 "no-time-out"};
  }
  const size_t successes = story.countAnswers(true);
  const size_t failures = story.countAnswers(false);
  if (std::max(successes, failures) < kQuorum) {
    return Cause{"no time-out for a missing quorum: " + who + " has " +
                     check::countText(successes, "success", "successes") + " and " +
                     check::countText(failures, "fail", "fails") + " and waits for ever.",
                 "where operations are kept until they have their quorum: those that are older "
                 "than about 10 ticks have failed.",
                 "no-time-out"};
  }
  if (successes < kQuorum) {
    return Cause{"the coordinator logs nothing: " + who + " has a fail from " +
                     std::to_string(failures) + " replicas, enough to know that it failed.",
                 "where MP2Node counts replies: two that say fail decide as well."};
  }
  return Cause{"the coordinator logs nothing: " + who + " has a success from " +
                   std::to_string(successes) + " replicas, and a quorum is two.",
               "where MP2Node counts replies: at the second success the coordinator logs it, "
               "with isCoordinator true; it must not wait for all three."};
}

std::optional<Cause> wrongValue(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.expectsSuccess || story.call->operation == sim::Operation::Delete) {
    return std::nullopt;
  }
  const auto isWrong = [&](const Answer& answer) {
    return answer.success && story.isWithin(answer.tick) && answer.value != story.call->value;
  };
  const auto& results = story.call->results;
  const auto& answers = story.call->answers;
  const auto replica = std::find_if(answers.begin(), answers.end(), isWrong);
  if (replica != answers.end()) {
    return Cause{
        "replica " + numberOf(replica->peer) + " has " +
            (replica->value.empty() ? std::string("no value")
                                    : "another value, " + printable(replica->value) + ",") +
            " for " + printable(story.call->key) + ".",
        "the server's part of MP2Node, and copies that are made later: an update must "
        "not be overwritten by an older value, and what is stored with the value (time, "
        "replica type) has no place in the line."};
  }
  const auto result = std::find_if(results.begin(), results.end(), isWrong);
  if (result == results.end()) return std::nullopt;
  return Cause{result->value.empty()
                   ? "the coordinator logs an empty value, though the replicas have it."
                   : "the coordinator logs an old or a wrong value, " + printable(result->value) +
                         ", though the replicas have the right one.",
               "where MP2Node logs the coordinator's success: the value has to come from the "
               "READREPLY (or, of an update, from the call), and be kept until then."};
}

// The replicas that logged a success early enough for the coordinator to know of it at `tick`: a
// reply is there one tick after it was sent.
size_t successesBefore(const Story& story, Tick tick) {
  std::set<PeerId> known;
  for (const Answer& answer : story.answersWithin()) {
    const Tick there = answer.tick + (answer.peer == story.coordinator() ? 0 : 1);
    if (answer.success && there <= tick) known.insert(answer.peer);
  }
  return known.size();
}

std::optional<Cause> failDespiteQuorum(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.expectsSuccess) return std::nullopt;
  const std::optional<Answer> fail = firstFail(story);
  if (!fail) return std::nullopt;
  const size_t successes = successesBefore(story, fail->tick);
  if (successes < kQuorum && story.countAnswers(true) >= kQuorum) {
    return Cause{"the coordinator gives up too soon: it logs a fail " +
                     ticksText(fail->tick - story.begin()) +
                     " after the call, before it can have the replies of two replicas.",
                 "the time-out in MP2Node: about 10 ticks are usual; and checkMessages, which has "
                 "to handle the whole queue in each tick."};
  }
  if (successes < kQuorum) return std::nullopt;
  return Cause{"the coordinator says fail, though " + std::to_string(successes) +
                   " replicas have succeeded; a quorum is two of three.",
               "where MP2Node counts replies: two successes decide, and one fail, or one replica "
               "that says nothing, must not."};
}

std::optional<Cause> successWithoutQuorum(const Case& lost) {
  const Story& story = *lost.story;
  if (!isOfMissingQuorum(lost) || story.countResults(true) == 0) return std::nullopt;
  if (story.countAnswers(true) >= kQuorum) return std::nullopt;
  return Cause{"the coordinator says success without a quorum: " +
                   check::countText(story.countAnswers(true), "replica has", "replicas have") +
                   " answered, and two are needed.",
               "where MP2Node counts replies: a success is due at the second one, not at the "
               "first."};
}

std::optional<Cause> failLoggedTwice(const Case& lost) {
  const Story& story = *lost.story;
  if (!isOfMissingQuorum(lost)) return std::nullopt;
  if (story.countResults(false) > 1) {
    return Cause{"the coordinator logs the fail " + std::to_string(story.countResults(false)) +
                     " times; once for an operation is right.",
                 "where operations end: one that is decided, by its replies or by its time-out, "
                 "has to go from the list of those that are open."};
  }
  if (logsAsServer(story)) {
    return Cause{"the coordinator logs a fail as server, too, for replicas that say nothing.",
                 "the time-out in MP2Node: it logs one line, the coordinator's."};
  }
  if (story.countAnswers(false) > 0 && story.countResults(false) == 1) {
    const std::vector<Answer> answers = story.answersWithin();
    const auto failing = std::find_if(answers.begin(), answers.end(),
                                      [](const Answer& answer) { return !answer.success; });
    return Cause{"a surviving replica logs a fail as well: peer " + numberOf(failing->peer) +
                     " should have the key, and log a success.",
                 "the server's part of MP2Node: does the replica hold the key (copies after the "
                 "first failure), and does it log a success when it finds it?"};
  }
  return std::nullopt;
}

std::optional<Cause> invalidSucceeds(const Case& lost) {
  const Story& story = *lost.story;
  if (!isOfInvalidKey(lost)) return std::nullopt;
  if (story.countResults(true) + story.countAnswers(true) == 0) return std::nullopt;
  const std::string who = story.countAnswers(true) > 0 ? "a replica" : "the coordinator";
  return Cause{"a key that does not exist is a success: " + who + " logs one for invalidKey.",
               "what HashTable gives for a key that is not there: read() gives \"\", update() "
               "and deleteKey() give false. An empty value in a reply is a fail, and counts as "
               "one."};
}

// ---- The replicas.

std::optional<Cause> recreatesLogged(const Case& lost) {
  const Story& story = *lost.story;
  if (story.call->operation != sim::Operation::Create) return std::nullopt;
  constexpr Tick kServedWithin = 10;
  const auto again = std::find_if(
      story.call->answers.begin(), story.call->answers.end(),
      [&](const Answer& answer) { return answer.tick > story.begin() + kServedWithin; });
  if (story.call->answers.size() <= kReplicas || again == story.call->answers.end()) {
    return std::nullopt;
  }
  return Cause{"copies that are made later are logged as creates: peer " + numberOf(again->peer) +
                   " logs a create at " + std::to_string(again->tick) + ", " +
                   ticksText(again->tick - story.begin()) + " after the call.",
               "how MP2Node tells copies of the stabilization from a client's create: a "
               "transaction id of its own, say; nothing is logged for them."};
}

std::optional<Cause> loggedTwice(const Case& lost) {
  const Story& story = *lost.story;
  std::set<std::pair<PeerId, int32_t>> seen;
  for (const Answer& answer : story.answersWithin()) {
    if (seen.insert({answer.peer, answer.transId}).second) continue;
    return Cause{"replica " + numberOf(answer.peer) + " logs the operation more than once.",
                 "the server's part of MP2Node: one line for each message; is the same message "
                 "sent, or taken from the queue, twice?"};
  }
  if (story.resultsWithin().size() > 1) {
    return Cause{"the coordinator logs more than one result for one operation.",
                 "where operations end: one that is decided has to go from the list of those "
                 "that are open."};
  }
  return std::nullopt;
}

// The graders count such a line all the same; it costs no points for itself.
std::optional<Cause> resultAsServer(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.call->results.empty() || !logsAsServer(story)) return std::nullopt;
  return Cause{"the coordinator's line is logged as a server's: peer " +
                   numberOf(story.coordinator()) + " was the coordinator.",
               "the second argument of the log's calls, isCoordinator: true where the replies are "
               "counted, false where the key is read or written."};
}

// How many messages came to `peer` between the last failure and the call.
size_t copiesFor(const Case& lost, PeerId peer, Tick since) {
  size_t copies = 0;
  for (const StoreMessage& message : lost.evidence.storeMessages()) {
    if (message.fate != StoreMessage::Delivered || message.to != peer) continue;
    const bool isBetween = message.tick > since && message.tick < lost.story->begin();
    if (isBetween && !lost.evidence.isAfterCall(message.tick)) ++copies;
  }
  return copies;
}

// Whether copies were made after an earlier failure of one peer, while at `since` two failed.
bool copiedAfterOneFailure(const Case& lost, Tick since) {
  const Evidence& evidence = lost.evidence;
  const auto failuresAt = [&](Tick tick) {
    return std::count_if(evidence.failed().begin(), evidence.failed().end(),
                         [&](PeerId peer) { return evidence.failedAt(peer) == tick; });
  };
  if (failuresAt(since) < 2) return false;
  const auto earlier =
      std::find_if(evidence.failed().begin(), evidence.failed().end(), [&](PeerId peer) {
        return *evidence.failedAt(peer) < since && failuresAt(*evidence.failedAt(peer)) == 1;
      });
  if (earlier == evidence.failed().end()) return false;
  const Tick first = *evidence.failedAt(*earlier);
  return std::any_of(evidence.storeMessages().begin(), evidence.storeMessages().end(),
                     [&](const StoreMessage& message) {
                       return message.fate == StoreMessage::Delivered && message.tick > first &&
                              message.tick < since && !evidence.isAfterCall(message.tick);
                     });
}

bool hasAnswered(const Story& story, PeerId peer) {
  const auto& answers = story.call->answers;
  return std::any_of(answers.begin(), answers.end(),
                     [peer](const Answer& answer) { return answer.peer == peer; });
}

// Whether replicas that had the key from the start say nothing either: then it is not for want of
// copies.
bool areOldOnesSilent(const Story& story, const Peers& before) {
  return std::any_of(story.right.begin(), story.right.end(), [&](PeerId peer) {
    return contains(before, peer) && contains(story.asked, peer) && !hasAnswered(story, peer);
  });
}

// The key's replicas that it got by failures alone, and that do not have it.
std::optional<Cause> noCopies(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.expectsSuccess || !hasFailedReplicas(lost) || story.created == nullptr) {
    return std::nullopt;
  }
  const Peers before =
      check::replicasInOrder(lost.evidence.aliveAt(story.created->tick), story.call->key);
  if (story.countResults(true) > 0 || areOldOnesSilent(story, before)) return std::nullopt;
  Tick since = 0;
  for (const PeerId peer : lost.evidence.failed()) {
    const Tick failed = *lost.evidence.failedAt(peer);
    if (failed < story.begin()) since = std::max(since, failed);
  }
  Peers without;
  Peers unsent;
  for (const PeerId peer : story.right) {
    const bool succeeds =
        std::any_of(story.call->answers.begin(), story.call->answers.end(),
                    [peer](const Answer& answer) { return answer.peer == peer && answer.success; });
    if (contains(before, peer) || succeeds || !contains(story.asked, peer)) continue;
    without.push_back(peer);
    if (copiesFor(lost, peer, since) == 0) unsent.push_back(peer);
  }
  if (without.empty() || since == 0) return std::nullopt;
  const bool isOne = without.size() == 1;
  const std::string who = peersOf(sorted(without)) +
                          (isOne ? " is a replica of the key now" : " are replicas of the key now");
  if (unsent.size() == without.size() && copiedAfterOneFailure(lost, since)) {
    return Cause{
        "one membership change at a time: after one failure copies were made, but after "
        "the two at once at " +
            std::to_string(since) + " " + who + ", and nobody sends " + (isOne ? "it" : "them") +
            " a copy.",
        "updateRing and stabilizationProtocol: after any change, of several peers too, "
        "each key has to be on all three replicas that findNodes gives now.",
        "one-change-at-a-time"};
  }
  if (unsent.size() == without.size()) {
    return Cause{
        "no stabilization: " + who + ", and nobody sends " + (isOne ? "it" : "them") + " a copy.",
        "updateRing: when the ring has changed it calls stabilizationProtocol, which "
        "sends each key to those of its three replicas that may lack it."};
  }
  return Cause{"no stabilization of this key: " + who + ", and got messages of others, but " +
                   (isOne ? "logs" : "log") + " no success.",
               "stabilizationProtocol: which keys it sends to whom; and whether the receiver "
               "keeps them."};
}

std::optional<Cause> allCopiesFailed(const Case& lost) {
  const Story& story = *lost.story;
  if (story.created == nullptr || story.created->key == kInvalidKey) return std::nullopt;
  if (story.countAnswers(true) > 0 || !hasFailedReplicas(lost)) return std::nullopt;
  const Peers before =
      check::replicasInOrder(lost.evidence.aliveAt(story.created->tick), story.call->key);
  const auto isAlive = [&](PeerId peer) { return contains(story.alive, peer); };
  if (std::any_of(before.begin(), before.end(), isAlive)) return std::nullopt;
  return Cause{"all peers that ever had the key have failed, and no copy was made in time.",
               "stabilizationProtocol, and how soon a failure is noticed: the copies have to be "
               "there before the next replicas fail, 50 ticks later."};
}

// A replica that holds nothing, because the create never reached it.
std::optional<Cause> createMissed(const Case& lost) {
  const Story& story = *lost.story;
  if (story.created == nullptr || !story.expectsSuccess) return std::nullopt;
  for (const Answer& answer : story.answersWithin()) {
    const auto& made = story.created->answers;
    const bool has = std::any_of(made.begin(), made.end(), [&](const Answer& create) {
      return create.peer == answer.peer && create.success;
    });
    if (answer.success || has || !contains(story.right, answer.peer)) continue;
    return Cause{
        "peer " + numberOf(answer.peer) + " is a replica of the key and never logged its create.",
        "who is asked at the create (the create's lines in the log show it), and "
        "whether the server keeps the key."};
  }
  return std::nullopt;
}

// Whether the coordinator got what the replica has to say, though that has logged nothing.
bool repliesUnlogged(const Case& lost, PeerId peer) {
  constexpr Tick kSoon = 3;
  const Story& story = *lost.story;
  if (story.countResults(true) > 0 && story.countAnswers(true) < kQuorum) return true;
  if (peer == story.coordinator()) return false;
  const auto& messages = lost.evidence.storeMessages();
  // What is sent in the very tick of the call is a request, of another call.
  return std::any_of(messages.begin(), messages.end(), [&](const StoreMessage& message) {
    return message.from == peer && message.to == story.coordinator() &&
           message.fate == StoreMessage::Sent && message.tick > story.begin() &&
           message.tick <= story.begin() + kSoon;
  });
}

std::optional<Cause> silentReplica(const Case& lost) {
  const Story& story = *lost.story;
  for (const PeerId peer : story.right) {
    if (!contains(story.asked, peer) || hasAnswered(story, peer)) continue;
    if (repliesUnlogged(lost, peer)) {
      return Cause{
          "replica " + numberOf(peer) + " replies and does not log: no `server` line of " +
              "it, though coordinator " + numberOf(story.coordinator()) + " has its reply.",
          "the server's part of MP2Node: where " + operationOf(story) +
              " messages are handled: a success or fail is logged, with isCoordinator false, "
              "and then the reply is sent."};
    }
    return Cause{"replica " + numberOf(peer) + " is asked, is alive, and logs nothing.",
                 "recvLoop and checkMessages of MP2Node: each message in the queue is handled "
                 "in the tick it comes, and what is served is logged."};
  }
  return std::nullopt;
}

}  // namespace

const std::vector<Recogniser>& storeCauses() {
  static const std::vector<Recogniser> kCauses = {{"messages-refused", messagesRefused},
                                                  {"asks-nobody", asksNobody},
                                                  {"own-peer-missing", ownPeerMissing},
                                                  {"slow-detection", slowDetection},
                                                  {"invalid-succeeds", invalidSucceeds},
                                                  {"late-lines", lateLines},
                                                  {"handled-late", handledLate},
                                                  {"asks-too-few", asksTooFew},
                                                  {"no-replies", noReplies},
                                                  {"no-result", noResult},
                                                  {"wrong-value", wrongValue},
                                                  {"recreates-logged", recreatesLogged},
                                                  {"live-peer-not-listed", livePeerNotListed},
                                                  {"old-ring", oldRing},
                                                  {"all-copies-failed", allCopiesFailed},
                                                  {"fail-logged-twice", failLoggedTwice},
                                                  {"success-without-quorum", successWithoutQuorum},
                                                  {"fail-despite-quorum", failDespiteQuorum},
                                                  {"no-copies", noCopies},
                                                  {"create-missed", createMissed},
                                                  {"result-as-server", resultAsServer},
                                                  {"logged-twice", loggedTwice},
                                                  {"silent-replica", silentReplica}};
  return kCauses;
}

}  // namespace grading
