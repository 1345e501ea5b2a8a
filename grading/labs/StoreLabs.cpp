// Labs 4 to 7: what the key-value store has to show.
#include <algorithm>
#include <set>

#include "CourseRules.h"
#include "Node.h"
#include "check/base/Placement.h"
#include "check/base/Wording.h"
#include "grading/explain/evidence/Story.h"
#include "grading/explain/timeline/TimelineText.h"
#include "grading/labs/LabParts.h"

namespace grading {

namespace {

// ---- Lab 4.

std::string listOf(const Peers& peers) {
  std::string text;
  for (const PeerId id : peers) text += (text.empty() ? "" : ", ") + std::to_string(id);
  return text.empty() ? "nobody" : text;
}

// What a wrong findNodes would give for the key.
using WrongReplicas = Peers (*)(const Peers& alive, const NamedReplicas& named);

Peers withoutOwnPeer(const Peers& alive, const NamedReplicas& named) {
  return check::replicasInOrder(without(alive, {named.by}), named.key);
}

Peers afterThePlace(const Peers& alive, const NamedReplicas& named) {
  const Peers right = check::replicasInOrder(alive, named.key);
  if (check::ringPlace(right.front()) != check::ringPlace(named.key)) return right;
  return check::replicasInOrder(without(alive, {right.front()}), named.key);
}

// As it gives them, where the key's place is above all peers'.
Peers withoutWrap(const Peers& alive, const NamedReplicas& named) {
  const auto isBefore = [&](PeerId id) {
    return check::ringPlace(id) < check::ringPlace(named.key);
  };
  const bool isAbove = std::all_of(alive.begin(), alive.end(), isBefore);
  return isAbove ? named.replicas : check::replicasInOrder(alive, named.key);
}

// Whether all that the peer gave at that tick is what `wrong` would give.
bool explainsAll(WrongReplicas wrong, const Evidence& evidence, const NamedReplicas& shown) {
  const Peers alive = evidence.aliveAt(shown.tick);
  const auto& all = evidence.namedReplicas();
  return std::all_of(all.begin(), all.end(), [&](const NamedReplicas& named) {
    const bool isOther = named.tick != shown.tick || named.by != shown.by;
    return isOther || named.replicas == wrong(alive, named);
  });
}

// Which of the named mistakes a wrong answer of findNodes is; "" if none.
std::string ringMistake(const Evidence& evidence, const NamedReplicas& shown) {
  if (explainsAll(withoutOwnPeer, evidence, shown)) {
    return "The own peer is missing from the ring, because it is missing from the member list.";
  }
  if (explainsAll(afterThePlace, evidence, shown)) {
    return "\"After\" instead of \"at or after\": one peer off for a key that has the very hash "
           "code of a peer.";
  }
  if (explainsAll(withoutWrap, evidence, shown)) {
    return "A key above the last peer's place finds nobody, or the last peer: it belongs to the "
           "first.";
  }
  return "";
}

std::optional<Remark> findNodesIsRight(const LabEvidence& evidence) {
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    std::optional<Remark> other;
    for (const NamedReplicas& named : run.evidence.namedReplicas()) {
      const Peers alive = run.evidence.aliveAt(named.tick);
      const Peers right = check::replicasInOrder(alive, named.key);
      if (named.replicas == right || right.size() < course::kReplicas) continue;
      Remark remark;
      remark.what = peerAtStart(named.by) + atTick(named.tick) + ": findNodes gives " +
                    listOf(named.replicas) + " for the key " + named.key + " (place " +
                    std::to_string(check::ringPlace(named.key)) + "); its replicas are " +
                    listOf(right) + ", at " + std::to_string(check::ringPlace(right[0])) + ", " +
                    std::to_string(check::ringPlace(right[1])) + " and " +
                    std::to_string(check::ringPlace(right[2])) + ".";
      remark.mistake = ringMistake(run.evidence, named);
      remark.lookAt =
          "getMembershipList, updateRing and findNodes: the ring is the member list in "
          "the order of the hash codes, made anew in each tick.";
      remark.command = run.replay;
      if (!remark.mistake.empty()) return remark;
      if (!other) other = remark;
    }
    return other;
  });
}

std::optional<Remark> readTestGoesOn(const LabEvidence& evidence) {
  return earlyEndIn(evidence, {LabGroup::Read});
}

// ---- Of all calls.

// Long enough after a call for two answers and the coordinator's line.
constexpr Tick kAnswerTicks = 15;

bool isInvalid(const Call& call) { return call.key == course::kInvalidKey; }

std::string nameOf(const Call& call) {
  return std::string("the ") + sim::operationName(call.operation) + " of " +
         check::printable(call.key) + atTick(call.tick);
}

// The peers that logged a success as a replica in time.
std::set<PeerId> successfulReplicas(const Call& call) {
  std::set<PeerId> peers;
  for (const Answer& answer : call.answers) {
    if (answer.success && answer.tick <= call.tick + kAnswerTicks) peers.insert(answer.peer);
  }
  return peers;
}

// Whether a quorum has succeeded and the coordinator lived to say so.
bool isDecided(const Call& call, const Evidence& evidence) {
  const Tick end = call.tick + kAnswerTicks;
  return successfulReplicas(call).size() >= course::kQuorum &&
         evidence.isAlive(call.coordinator, end) && evidence.lastTick >= end;
}

// ---- Lab 5.

std::optional<Remark> storeRunsEnd(const LabEvidence& evidence) {
  return earlyEndIn(evidence,
                    {LabGroup::Create, LabGroup::Read, LabGroup::Delete, LabGroup::Update});
}

// How often the peer logged as a server what it was asked once.
size_t serverLinesOf(const Call& call, PeerId id) {
  return static_cast<size_t>(std::count_if(call.answers.begin(), call.answers.end(),
                                           [&](const Answer& a) { return a.peer == id; }));
}

bool isAsked(const Call& call, PeerId id) {
  return std::any_of(call.requests.begin(), call.requests.end(),
                     [&](const StoreMessage& request) { return request.to == id; });
}

std::optional<Remark> coordinatorsReport(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    for (const Call& call : run.evidence.calls()) {
      if (isInvalid(call) || !call.results.empty() || !isDecided(call, run.evidence)) continue;
      const size_t own = serverLinesOf(call, call.coordinator);
      const bool speaksAsServer = own > (isAsked(call, call.coordinator) ? 1u : 0u);
      return Remark{"Two replicas or more have done " + nameOf(call) + ", and its coordinator, " +
                        peerText(call.coordinator) +
                        (speaksAsServer ? ", logs it as a server." : ", logs nothing."),
                    "The coordinator logs nothing, or speaks as a server.",
                    "where MP2Node counts replies: at the second success it logs, with true as the "
                    "second argument.",
                    run.replay};
    }
    return std::nullopt;
  };
  return firstIn(evidence, {LabGroup::Create, LabGroup::Read}, check);
}

std::optional<Remark> coordinatorsHaveTheValue(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    for (const Call& call : run.evidence.calls()) {
      if (isInvalid(call) || call.operation == sim::Operation::Delete) continue;
      const auto isRight = [&](const Answer& a) { return a.success && a.value == call.value; };
      if (std::none_of(call.answers.begin(), call.answers.end(), isRight)) continue;
      for (const Answer& result : call.results) {
        if (!result.success || result.value == call.value) continue;
        return Remark{"Coordinator " + std::to_string(result.peer) + " logs a success of " +
                          nameOf(call) + " with the value `" + check::printable(result.value) +
                          "`; a replica has answered `" + check::printable(call.value) + "`.",
                      "The coordinator logs an empty value, or one from another answer.",
                      "where MP2Node handles a READREPLY: the value alone goes into the line, not "
                      "the text of an Entry.",
                      run.replay};
      }
    }
    return std::nullopt;
  };
  return firstIn(evidence, {LabGroup::Create, LabGroup::Read}, check);
}

// The first success that the same peer has logged before, of the same transaction.
const Answer* repeatedIn(const std::vector<Answer>& lines) {
  std::set<std::pair<PeerId, int32_t>> seen;
  for (const Answer& line : lines) {
    if (line.success && !seen.insert({line.peer, line.transId}).second) return &line;
  }
  return nullptr;
}

std::optional<Remark> nothingIsLoggedTwice(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    for (const Call& call : run.evidence.calls()) {
      if (isInvalid(call)) continue;
      for (const auto* lines : {&call.results, &call.answers}) {
        const Answer* again = repeatedIn(*lines);
        if (again == nullptr || again->tick > call.tick + kAnswerTicks) continue;
        const bool isResult = lines == &call.results;
        return Remark{std::string(isResult ? "Coordinator " : "Replica ") +
                          std::to_string(again->peer) + " logs " + nameOf(call) + " again" +
                          atTick(again->tick) + ".",
                      "Something logged twice, by the third answer, say.",
                      isResult ? "where operations end: one that is decided goes from the list of "
                                 "those that are open."
                               : "checkMessages: one line for each request.",
                      run.replay};
      }
    }
    return std::nullopt;
  };
  return firstIn(evidence, {LabGroup::Create, LabGroup::Read}, check);
}

// The first success of a call with the key that does not exist.
std::optional<Remark> invalidSuccess(const LabRun& run, sim::Operation operation,
                                     const char* mistake, const char* lookAt) {
  for (const Call& call : run.evidence.calls()) {
    if (!isInvalid(call) || call.operation != operation) continue;
    for (const auto* lines : {&call.answers, &call.results}) {
      for (const Answer& line : *lines) {
        if (!line.success) continue;
        const bool isResult = lines == &call.results;
        return Remark{std::string(isResult ? "Coordinator " : "Replica ") +
                          std::to_string(line.peer) + " logs a success of " + nameOf(call) +
                          ", a key that does not exist.",
                      mistake, lookAt, run.replay};
      }
    }
  }
  return std::nullopt;
}

std::optional<Remark> missingKeysAreNotRead(const LabEvidence& evidence) {
  return firstIn(evidence, {LabGroup::Read}, [](const LabRun& run) {
    return invalidSuccess(run, sim::Operation::Read,
                          "A key that does not exist is answered by an empty text, and that is "
                          "counted as a success.",
                          "where MP2Node handles READ and READREPLY: an empty value means that the "
                          "key is not there.");
  });
}

// A call whose coordinator took a transaction number that another one takes as well.
struct NumberedCall {
  const Call* call = nullptr;
  const Call* other = nullptr;  // The first call with this number that another coordinator makes.
  int32_t number = 0;
};

// By their first lines; calls that nobody has answered have no number.
std::vector<NumberedCall> numberedCalls(const Evidence& evidence) {
  std::map<int32_t, std::vector<const Call*>> byNumber;
  for (const Call& call : evidence.calls()) {
    if (!call.answers.empty()) byNumber[call.answers.front().transId].push_back(&call);
  }
  std::vector<NumberedCall> numbered;
  for (const auto& [number, calls] : byNumber) {
    for (const Call* call : calls) {
      const auto other = std::find_if(calls.begin(), calls.end(), [&](const Call* each) {
        return each->coordinator != call->coordinator;
      });
      numbered.push_back({call, other != calls.end() ? *other : nullptr, number});
    }
  }
  return numbered;
}

// Numbers that two coordinators have are only a mistake if a peer mistakes them for one: where all
// that is wrong is of calls whose number another coordinator has.
std::optional<Remark> transactionsAreTold(const LabEvidence& evidence) {
  constexpr int kOften = 3;
  return firstIn(evidence, {LabGroup::Create}, [](const LabRun& run) -> std::optional<Remark> {
    std::optional<Remark> found;
    int wrong = 0;
    for (const NumberedCall& each : numberedCalls(run.evidence)) {
      const bool isRight = each.call->results.size() == 1 && each.call->results.front().success;
      if (isRight) continue;
      if (each.other == nullptr) return std::nullopt;
      if (wrong++ > 0) continue;
      found = Remark{"Coordinators " + std::to_string(each.other->coordinator) + " and " +
                         std::to_string(each.call->coordinator) + " both use the transaction " +
                         std::to_string(each.number) + ", for " + nameOf(*each.other) + " and " +
                         nameOf(*each.call) + "; the second is not reported as it should be.",
                     "Transaction numbers that two coordinators share.",
                     "where numbers are made (g_transID is one for all peers), and who looks them "
                     "up: only the peer that made it.",
                     run.replay};
    }
    return wrong >= kOften ? found : std::nullopt;
  });
}

std::optional<Remark> createAndReadHaveTheirPoints(const LabEvidence& evidence) {
  if (const auto lost = lostTestIn(evidence, {LabGroup::Create})) return remarkOn(*lost);
  const auto lost =
      lostTestIn(evidence, {LabGroup::Read}, {TestAspect::NoFailure, TestAspect::OneReplicaFailed});
  if (!lost) return std::nullopt;
  return remarkOn(*lost);
}

// ---- Lab 6.

// A call at which two of three replicas die (test 3, part 1), and the next one of its kind.
struct QuorumLoss {
  const Call* call = nullptr;
  Tick end = 0;
};

std::optional<QuorumLoss> quorumLossIn(const LabRun& run) {
  constexpr size_t kIndex = 2;
  const sim::Operation operation =
      *run.trial.scenario == Scenario::Read ? sim::Operation::Read : sim::Operation::Update;
  std::vector<const Call*> calls;
  for (const Call& call : run.evidence.calls()) {
    if (call.operation == operation) calls.push_back(&call);
  }
  if (calls.size() <= kIndex + 1) return std::nullopt;
  return QuorumLoss{calls[kIndex], calls[kIndex + 1]->tick};
}

bool hadKey(const Evidence& evidence, PeerId id, const std::string& key) {
  for (const Call& call : evidence.calls()) {
    if (call.operation == sim::Operation::Create && call.key == key) {
      return successfulReplicas(call).count(id) > 0;
    }
  }
  return false;
}

std::optional<Remark> failsAreLoggedOnce(const LabEvidence& evidence) {
  constexpr char kMistake[] =
      "The surviving replica logs a fail as well, or the coordinator logs "
      "its fail twice.";
  const auto check = [&](const LabRun& run) -> std::optional<Remark> {
    const auto loss = quorumLossIn(run);
    if (!loss) return std::nullopt;
    const Call& call = *loss->call;
    for (const Answer& answer : call.answers) {
      if (answer.success || answer.tick >= loss->end) continue;
      if (!isAsked(call, answer.peer) || !hadKey(run.evidence, answer.peer, call.key)) continue;
      return Remark{"Two replicas are dead, and the surviving one, " + peerText(answer.peer) +
                        ", logs a fail of " + nameOf(call) +
                        ", though it has had the key since "
                        "its create.",
                    kMistake,
                    "the server's part of MP2Node: it logs what happened to its own copy.",
                    run.replay};
    }
    const auto fails = std::count_if(call.results.begin(), call.results.end(),
                                     [](const Answer& result) { return !result.success; });
    if (fails < 2) return std::nullopt;
    return Remark{"Coordinator " + std::to_string(call.coordinator) + " logs the fail of " +
                      nameOf(call) + " " + std::to_string(fails) + " times.",
                  kMistake,
                  "where operations end: one that is decided goes from the list of those that are "
                  "open.",
                  run.replay};
  };
  return firstIn(evidence, {LabGroup::Read, LabGroup::Update}, check);
}

// How long the coordinator waited for a quorum that could not be had.
struct TimeOut {
  const LabRun* run = nullptr;
  const Call* call = nullptr;
  Tick ticks = 0;
};

std::vector<TimeOut> timeOutsIn(const LabEvidence& evidence) {
  std::vector<TimeOut> found;
  for (const LabGroup group : {LabGroup::Read, LabGroup::Update}) {
    for (const LabRun& run : evidence.runs(group)) {
      const auto loss = quorumLossIn(run);
      if (!loss) continue;
      const auto isFail = [](const Answer& answer) { return !answer.success; };
      const auto& answers = loss->call->answers;
      if (std::count_if(answers.begin(), answers.end(), isFail) > 0) continue;
      const auto& results = loss->call->results;
      const auto fail = std::find_if(results.begin(), results.end(), isFail);
      if (fail == results.end()) continue;
      found.push_back({&run, loss->call, fail->tick - loss->call->tick});
    }
  }
  return found;
}

std::optional<Remark> missingQuorumsAreReported(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    const auto loss = quorumLossIn(run);
    if (!loss || !loss->call->results.empty()) return std::nullopt;
    if (!run.evidence.isAlive(loss->call->coordinator, loss->end)) return std::nullopt;
    return Remark{"Two of three replicas are dead, and coordinator " +
                      std::to_string(loss->call->coordinator) + " never ends " +
                      nameOf(*loss->call) + ": it logs neither success nor fail.",
                  "No time-out for a missing quorum.",
                  "open transactions are looked at in each tick; one that is older than a dozen "
                  "ticks has failed, and is logged as the coordinator.",
                  run.replay};
  };
  return firstIn(evidence, {LabGroup::Read, LabGroup::Update}, check);
}

std::optional<Remark> timeOutsAreADozenTicks(const LabEvidence& evidence) {
  constexpr Tick kShort = 5;
  constexpr Tick kLong = 25;
  constexpr Tick kFarTooLong = 40;
  constexpr Tick kMuchSpread = 8;
  const std::vector<TimeOut> all = timeOutsIn(evidence);
  if (all.empty()) return std::nullopt;
  const auto isShorter = [](const TimeOut& a, const TimeOut& b) { return a.ticks < b.ticks; };
  const auto [least, most] = std::minmax_element(all.begin(), all.end(), isShorter);
  const bool isFar = least->ticks < kShort || most->ticks > kLong;
  const bool isUneven = most->ticks - least->ticks > kMuchSpread;
  if (!isFar && !isUneven) return std::nullopt;
  const TimeOut& shown = most->ticks > kLong || isUneven ? *most : *least;
  return Remark{"With two of three replicas dead, coordinator " +
                    std::to_string(shown.call->coordinator) + " gives " + nameOf(*shown.call) +
                    " up after " + ticksText(shown.ticks) + "; in all runs it takes " +
                    std::to_string(least->ticks) + " to " + std::to_string(most->ticks) +
                    " ticks. About a dozen, always the same, are wanted.",
                most->ticks > kFarTooLong || isUneven
                    ? "A time-out of 50 ticks, or a check every now and then."
                    : "",
                "the age at which an open transaction has failed, and that all are looked at in "
                "each tick.",
                shown.run->replay};
}

std::optional<Remark> updatesDoNotCreate(const LabEvidence& evidence) {
  return firstIn(evidence, {LabGroup::Update}, [](const LabRun& run) {
    return invalidSuccess(run, sim::Operation::Update,
                          "An update that creates the key if it is not there.",
                          "updateKeyValue: HashTable::update says whether the key was there.");
  });
}

std::optional<Remark> quorumsHaveTheirPoints(const LabEvidence& evidence) {
  const auto lost =
      lostTestIn(evidence, {LabGroup::Create, LabGroup::Delete, LabGroup::Read, LabGroup::Update},
                 {TestAspect::EveryKey, TestAspect::InvalidKey, TestAspect::NoFailure,
                  TestAspect::OneReplicaFailed, TestAspect::TwoReplicasFailed});
  if (!lost) return std::nullopt;
  return remarkOn(*lost);
}

// ---- Lab 7.

std::optional<Remark> copiesAreNotLogged(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    for (const Call& call : run.evidence.calls()) {
      if (call.operation != sim::Operation::Create) continue;
      if (call.answers.size() <= course::kReplicas) continue;
      const Answer& last = call.answers.back();
      if (last.tick <= call.tick + kAnswerTicks) continue;
      return Remark{peerAtStart(last.peer) + " logs a create of " + check::printable(call.key) +
                        atTick(last.tick) + ", " + ticksText(last.tick - call.tick) +
                        " after the client's, when the ring has changed.",
                    "The copies are logged as creates.",
                    "stabilizationProtocol marks a copy, by a transaction number that no client "
                    "call has, say; the receiver keeps it without a log line.",
                    run.replay};
    }
    return std::nullopt;
  };
  return firstIn(evidence, {LabGroup::Read, LabGroup::Update}, check);
}

std::optional<LostTest> lostStabilization(const LabEvidence& evidence,
                                          std::initializer_list<LabGroup> groups) {
  return lostTestIn(evidence, groups, {TestAspect::Stabilized, TestAspect::OutsiderFailed});
}

std::optional<Remark> keysAreCopied(const LabEvidence& evidence) {
  const auto lost = lostStabilization(evidence, {LabGroup::Read, LabGroup::Update});
  if (!lost) return std::nullopt;
  const std::string name = lost->cause ? lost->cause->name : "";
  if (name == "one-change-at-a-time") {
    return remarkOn(*lost,
                    "One change of the ring handled at a time, so that a second failure is "
                    "missed.");
  }
  return remarkOn(*lost, name == "no-copies" ? "No stabilization." : "");
}

// When tertiaries fail all is well, and when the primary fails copies are missing.
std::optional<Remark> everyHolderCopies(const LabEvidence& evidence) {
  if (lostStabilization(evidence, {LabGroup::Read, LabGroup::Update})) return std::nullopt;
  const auto lost = lostStabilization(evidence, {LabGroup::PrimaryFails});
  if (!lost) return std::nullopt;
  Remark remark = remarkOn(*lost, "Only the primary copies.");
  remark.what =
      "When a key's tertiary fails it gets new copies; when its primary fails first, it "
      "does not: " +
      remark.what;
  remark.lookAt =
      "stabilizationProtocol: every holder of a key sees to it that its three replicas "
      "have it.";
  return remark;
}

std::optional<Remark> storeHasAllPoints(const LabEvidence& evidence) {
  const auto lost =
      lostTestIn(evidence, {LabGroup::Create, LabGroup::Delete, LabGroup::Read, LabGroup::Update});
  if (!lost) return std::nullopt;
  return remarkOn(*lost);
}

}  // namespace

std::vector<Requirement> ringRequirements() {
  using R = Requirement;
  return {{R::Basis, findNodesIsRight}, {R::Rest, readTestGoesOn}};
}

std::vector<Requirement> createReadRequirements() {
  using R = Requirement;
  return {{R::Basis, storeRunsEnd},
          {R::Part, transactionsAreTold},
          {R::Part, coordinatorsReport},
          {R::Part, coordinatorsHaveTheValue},
          {R::Part, nothingIsLoggedTwice},
          {R::Part, missingKeysAreNotRead},
          {R::Rest, createAndReadHaveTheirPoints}};
}

std::vector<Requirement> quorumRequirements() {
  using R = Requirement;
  return {{R::Basis, storeRunsEnd},      {R::Part, missingQuorumsAreReported},
          {R::Part, failsAreLoggedOnce}, {R::Part, timeOutsAreADozenTicks},
          {R::Part, updatesDoNotCreate}, {R::Rest, quorumsHaveTheirPoints}};
}

std::vector<Requirement> stabilizationRequirements() {
  using R = Requirement;
  return {{R::Basis, storeRunsEnd},
          {R::Part, copiesAreNotLogged},
          {R::Part, keysAreCopied},
          {R::Part, everyHolderCopies},
          {R::Rest, storeHasAllPoints}};
}

}  // namespace grading
