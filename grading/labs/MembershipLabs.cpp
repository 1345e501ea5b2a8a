// Labs 1 to 3: what the membership protocol has to show.
#include <algorithm>

#include "check/base/Wording.h"
#include "grading/explain/membership/RemovalFacts.h"
#include "grading/explain/timeline/TimelineText.h"
#include "grading/intake/SourceScan.h"
#include "grading/labs/LabParts.h"

namespace grading {

namespace {

constexpr PeerId kIntroducer = 1;

// The first line `by` logs of `of` joining; null if there is none.
const ListChange* joinOf(const Evidence& evidence, PeerId by, PeerId of) {
  for (const ListChange& change : evidence.changesOf(by)) {
    if (change.joined && change.of == of) return &change;
  }
  return nullptr;
}

// When the first peers fail in the course's tests: nothing that happens later is of labs 1 and 2.
constexpr Tick kFirstFailure = 100;

// ---- Lab 1.

std::optional<Remark> joinRunsEnd(const LabEvidence& evidence) {
  return earlyEndIn(evidence, {LabGroup::Probed, LabGroup::SlowMessages}, kFirstFailure);
}

constexpr char kOwnPeerMissing[] =
    "The own peer is missing from its list, or is not logged as "
    "joined.";

std::optional<Remark> ownPeerIsMember(const LabEvidence& evidence) {
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    for (const PeerId id : run.evidence.peers()) {
      if (joinOf(run.evidence, id, id) == nullptr) {
        return Remark{peerAtStart(id) + " never logs that it has joined itself.", kOwnPeerMissing,
                      "initMemberListTable: the peer itself goes into memberNode->memberList, and "
                      "log->logNodeAdd says so.",
                      run.replay};
      }
      if (run.evidence.listings(id, id).empty()) {
        return Remark{peerAtStart(id) +
                          " logs that it has joined, but memberNode->memberList has no entry "
                          "of it.",
                      kOwnPeerMissing,
                      "initMemberListTable, and the code that replaces or clears the list later.",
                      run.replay};
      }
    }
    return std::nullopt;
  });
}

std::optional<Remark> introducerHasAll(const LabEvidence& evidence) {
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    for (const PeerId id : run.evidence.peers()) {
      if (joinOf(run.evidence, kIntroducer, id) != nullptr) continue;
      if (run.evidence.contact(id, kIntroducer).sent == 0) {
        return Remark{
            peerAtStart(id) + " never asks to join: it sends the introducer, peer 1, nothing.", "",
            "introduceSelfToGroup: a JOINREQ goes to the join address.", run.replay};
      }
      return Remark{"The introducer, peer 1, never logs that " + peerText(id) +
                        " has joined, though that peer sent it a JOINREQ.",
                    "", "recvCallBack: on a JOINREQ the sender is added to the list and logged.",
                    run.replay};
    }
    return std::nullopt;
  });
}

std::optional<Remark> newcomersAreMembers(const LabEvidence& evidence) {
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    for (const PeerId id : run.evidence.peers()) {
      if (id == kIntroducer) continue;
      if (run.evidence.contact(kIntroducer, id).sent == 0) {
        return Remark{"The introducer never answers " + peerText(id) + ": it sends it nothing.", "",
                      "recvCallBack: a JOINREQ is answered with a JOINREP to the address in it.",
                      run.replay};
      }
      if (!run.evidence.enteredAt(id)) {
        return Remark{peerAtStart(id) +
                          " is not in the group by its own word: memberNode->inGroup stays "
                          "false.",
                      "", "recvCallBack: on a JOINREP.", run.replay};
      }
      if (joinOf(run.evidence, id, kIntroducer) == nullptr) {
        return Remark{peerAtStart(id) + " never logs that the introducer, peer 1, has joined.", "",
                      "recvCallBack: on a JOINREP, all that are in it are added to the list.",
                      run.replay};
      }
    }
    return std::nullopt;
  });
}

// The peer that started last gets a list of those that came before it.
std::optional<Remark> joinReplyHasList(const LabEvidence& evidence) {
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    if (run.evidence.peers().size() < 4) return std::nullopt;
    const PeerId last = run.evidence.peers().back();
    for (const PeerId id : run.evidence.peers()) {
      const bool isOther = id != last && id != kIntroducer;
      if (isOther && joinOf(run.evidence, last, id) != nullptr) return std::nullopt;
    }
    return Remark{peerAtStart(last) +
                      ", which starts last, knows the introducer and itself alone: the "
                      "JOINREP brings no list.",
                  "", "recvCallBack: a JOINREP brings the introducer's whole list.", run.replay};
  });
}

std::optional<Remark> nobodyJoinsTwice(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    for (const PeerId by : run.evidence.peers()) {
      std::map<PeerId, Tick> listed;
      for (const ListChange& change : run.evidence.changesOf(by)) {
        if (!change.joined) {
          listed.erase(change.of);
        } else if (const auto [first, isNew] = listed.emplace(change.of, change.tick); !isNew) {
          return Remark{peerAtStart(by) + " logs twice that " + peerText(change.of) +
                            " has joined," + atTick(first->second) + " and" + atTick(change.tick) +
                            ".",
                        "A member is logged as joined more than once.",
                        "the helper that adds a member: it looks first whether the list has it, by "
                        "id and port.",
                        run.replay};
        }
      }
    }
    return std::nullopt;
  };
  return firstIn(evidence, {LabGroup::Probed, LabGroup::Single}, check);
}

constexpr char kPointerSent[] =
    "A list of `MemberListEntry` is sent as a pointer, or a struct that "
    "has a vector in it is copied as raw memory.";
constexpr char kHowToSend[] =
    "how the list is put into a JOINREP: entry by entry, with their "
    "number.";

bool hasMessageBy(const Evidence& evidence, PeerId from, PeerId to, Tick tick) {
  const std::vector<Tick>& ticks = evidence.contact(from, to).deliveredAt;
  return !ticks.empty() && ticks.front() <= tick;
}

// News of a peer takes a message to somebody, and another one from there. Who knows of it sooner
// has not read that in a message.
std::optional<Remark> listsAreSent(const LabEvidence& evidence) {
  return firstIn(
      evidence, {LabGroup::SlowMessages}, [](const LabRun& run) -> std::optional<Remark> {
        for (const PeerId by : run.evidence.peers()) {
          for (const PeerId of : run.evidence.peers()) {
            const ListChange* join = joinOf(run.evidence, by, of);
            if (by == kIntroducer || of == kIntroducer || by == of || join == nullptr) continue;
            const Tick started = run.evidence.startedAt(of);
            if (join->tick >= started + 2 * kSlowMessageTicks) continue;
            if (hasMessageBy(run.evidence, of, by, join->tick)) continue;
            return Remark{peerAtStart(by) + " knows" + atTick(join->tick) + " of " + peerText(of) +
                              ", which started" + atTick(started) +
                              ". In this run each message takes " +
                              std::to_string(kSlowMessageTicks) +
                              " ticks, and it takes two: this was not read in a message, but in "
                              "another peer's memory.",
                          kPointerSent, kHowToSend, run.replay};
          }
        }
        return std::nullopt;
      });
}

// The compiler warns of bytes that are copied over an object that owns memory.
std::optional<Remark> structsAreNotCopiedRaw(const LabEvidence& evidence) {
  for (const Finding& finding : evidence.warnings) {
    const bool isRawCopy = finding.name.ends_with("-memaccess") &&
                           finding.text.starts_with("MP1Node") &&
                           finding.text.find("no trivial copy") != std::string::npos;
    if (isRawCopy) return Remark{finding.text, kPointerSent, kHowToSend, ""};
  }
  return std::nullopt;
}

// ---- Lab 2.

std::optional<Remark> gossipRunsGoOn(const LabEvidence& evidence) {
  return earlyEndIn(evidence, {LabGroup::Probed, LabGroup::Single, LabGroup::Multi, LabGroup::Drop},
                    kFirstFailure);
}

std::optional<Remark> everybodyKnowsEverybody(const LabEvidence& evidence) {
  const auto lost =
      lostTestIn(evidence, {LabGroup::Single, LabGroup::Multi, LabGroup::Drop}, {TestAspect::Join});
  if (!lost) return std::nullopt;
  return remarkOn(*lost);
}

// Before the first failure, when all have long joined.
constexpr Tick kGossipTick = 95;

// The tick at which the heartbeat of the entry last grew, at or before `tick`; nothing if never.
std::optional<Tick> lastGrowth(const std::vector<Listing>& listings, Tick tick) {
  std::optional<Tick> last;
  for (size_t i = 1; i < listings.size() && listings[i].tick <= tick; ++i) {
    if (listings[i].heartbeat > listings[i - 1].heartbeat) last = listings[i].tick;
  }
  return last;
}

std::optional<Remark> heartbeatsSpread(const LabEvidence& evidence) {
  constexpr Tick kSoon = 20;
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    for (const PeerId of : run.evidence.peers()) {
      for (const PeerId by : run.evidence.peers()) {
        if (by == of) continue;
        const auto last = lastGrowth(run.evidence.listings(by, of), kGossipTick);
        if (last && *last >= kGossipTick - kSoon) continue;
        const std::string since =
            last ? "since tick " + std::to_string(*last) : "ever since it knows that peer";
        return Remark{"At tick " + std::to_string(kGossipTick) + " " + peerText(by) +
                          " has heard no larger heartbeat of " + peerText(of) + " " + since + ".",
                      "",
                      "nodeLoopOps (memberNode->heartbeat grows in each tick, the own entry with "
                      "it, and the list goes to others) and recvCallBack (the larger heartbeat is "
                      "taken over).",
                      run.replay};
      }
    }
    return std::nullopt;
  });
}

// How often the heartbeat of others grew in a list, and what timestamp it then had.
struct Growths {
  int all = 0;
  int takenOver = 0;  // The sender's timestamp, not that of now.
  // The first of these.
  PeerId by = 0;
  PeerId of = 0;
  Listing first;
};

// Whether another peer's list had just this entry the tick before.
bool isOthersEntry(const Evidence& evidence, PeerId by, PeerId of, const Listing& entry) {
  constexpr Tick kOnItsWay = 3;
  const auto isEqual = [&](const Listing& other) {
    return other.tick < entry.tick && other.tick >= entry.tick - kOnItsWay &&
           other.heartbeat == entry.heartbeat && other.timestamp == entry.timestamp;
  };
  return std::any_of(evidence.peers().begin(), evidence.peers().end(), [&](PeerId other) {
    const auto& listings = evidence.listings(other, of);
    return other != by && std::any_of(listings.begin(), listings.end(), isEqual);
  });
}

Growths growthsIn(const Evidence& evidence) {
  Growths growths;
  for (const PeerId by : evidence.peers()) {
    for (const PeerId of : evidence.peers()) {
      const auto& listings = evidence.listings(by, of);
      for (size_t i = 1; i < listings.size() && by != of; ++i) {
        const Listing& entry = listings[i];
        if (entry.tick > kGossipTick || entry.heartbeat <= listings[i - 1].heartbeat) continue;
        ++growths.all;
        const bool isNew = entry.timestamp != listings[i - 1].timestamp;
        if (!isNew || entry.timestamp >= entry.tick) continue;
        if (!isOthersEntry(evidence, by, of, entry)) continue;
        if (growths.takenOver++ == 0)
          std::tie(growths.by, growths.of, growths.first) = std::tuple(by, of, entry);
      }
    }
  }
  return growths;
}

std::optional<Remark> timestampsAreOwn(const LabEvidence& evidence) {
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    const Growths growths = growthsIn(run.evidence);
    // By chance an entry may look like another's; not most of them.
    if (growths.takenOver == 0 || 2 * growths.takenOver < growths.all) return std::nullopt;
    return Remark{
        peerAtStart(growths.by) + " hears heartbeat " + std::to_string(growths.first.heartbeat) +
            " of " + peerText(growths.of) + atTick(growths.first.tick) +
            " and writes down the timestamp " + std::to_string(growths.first.timestamp) +
            ", which another peer's list had; so in " + std::to_string(growths.takenOver) + " of " +
            std::to_string(growths.all) + " cases.",
        "The sender's timestamp is taken over with the heartbeat. Yours says when *you* "
        "heard of it.",
        "recvCallBack, where lists are merged: the timestamp is par->getcurrtime().", run.replay};
  });
}

// An entry of a dead peer whose timestamp grows, while its heartbeat stands still.
std::optional<Remark> timestampsNeedHeartbeats(const LabEvidence& evidence) {
  constexpr Tick kStillSpreading = 10;
  constexpr int kOften = 5;
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    for (const PeerId of : run.evidence.failed()) {
      const Tick failure = *run.evidence.failedAt(of);
      for (const PeerId by : run.evidence.peers()) {
        const auto& listings = run.evidence.listings(by, of);
        int refreshed = 0;
        for (size_t i = 1; i < listings.size() && by != of; ++i) {
          const Listing& entry = listings[i];
          const bool isEarly = entry.tick <= failure + kStillSpreading;
          if (isEarly || entry.tick != listings[i - 1].tick + 1) continue;
          const bool grows = entry.timestamp > listings[i - 1].timestamp;
          if (!grows || entry.heartbeat != listings[i - 1].heartbeat || ++refreshed < kOften) {
            continue;
          }
          return Remark{peerAtStart(of) + " died" + atTick(failure) + ", and" + atTick(entry.tick) +
                            " " + peerText(by) + " still sets its timestamp, to " +
                            std::to_string(entry.timestamp) + ", though its heartbeat stays " +
                            std::to_string(entry.heartbeat) + ".",
                        "The timestamp is set by any message, not by a larger heartbeat. Then the "
                        "dead live on in gossip for ever.",
                        "recvCallBack, where lists are merged: a heartbeat that has not grown "
                        "leaves the timestamp alone.",
                        run.replay};
        }
      }
    }
    return std::nullopt;
  });
}

int sentBy(const Evidence& evidence, PeerId from) {
  int sent = 0;
  for (const PeerId to : evidence.peers()) sent += evidence.contact(from, to).sent;
  return sent;
}

std::optional<Remark> workIsShared(const LabEvidence& evidence) {
  constexpr int kMuchMore = 4;
  return firstIn(evidence, {LabGroup::Probed}, [](const LabRun& run) -> std::optional<Remark> {
    const Peers alive = run.evidence.aliveAt(run.evidence.lastTick);
    if (alive.empty()) return std::nullopt;
    std::vector<std::pair<int, PeerId>> sent;
    for (const PeerId id : alive) sent.push_back({sentBy(run.evidence, id), id});
    std::sort(sent.begin(), sent.end());
    const auto& [most, busiest] = sent.back();
    const int usual = sent[sent.size() / 2].first;
    if (most <= kMuchMore * usual) return std::nullopt;
    return Remark{peerAtStart(busiest) + " sends " + std::to_string(most) +
                      " messages in the run, and most others " + std::to_string(usual) +
                      ": no peer should do more work than the others.",
                  "", "nodeLoopOps: each peer sends its own list, to a few members.", run.replay};
  });
}

// ---- Lab 3.

// What the page asks for: well below the 50 ticks between two failures of the store's tests.
constexpr Tick kLatestDetection = 50;
constexpr Tick kSlowDetection = 40;

std::optional<Remark> membershipRunsEnd(const LabEvidence& evidence) {
  return earlyEndIn(evidence,
                    {LabGroup::Probed, LabGroup::Single, LabGroup::Multi, LabGroup::Drop});
}

std::optional<Remark> nobodyAliveIsRemoved(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    const auto removal = falseRemovalIn(run.evidence);
    if (!removal) return std::nullopt;
    const std::string where = " in " + run.trial.conf + ".";
    if (removal->by == removal->of) {
      return Remark{peerAtStart(removal->by) + " removes itself" + atTick(removal->tick) + where,
                    "The peer removes itself, as it never hears its own heartbeat.",
                    "nodeLoopOps: leave the own entry out, or bring it up to date in each tick.",
                    run.replay};
    }
    return Remark{peerAtStart(removal->by) + " removes " + peerText(removal->of) +
                      atTick(removal->tick) + ", and that peer is alive," + where,
                  "A live peer removed, if only for a tick.",
                  "TREMOVE, and how soon a heartbeat reaches everybody when messages are lost.",
                  run.replay};
  };
  return firstIn(evidence, {LabGroup::Single, LabGroup::Multi, LabGroup::Drop}, check);
}

std::optional<Remark> deadStayAway(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    const auto back = returnOfTheDeadIn(run.evidence);
    if (!back) return std::nullopt;
    return Remark{
        peerAtStart(back->by) + " removes " + peerText(back->of) + ", which is dead," +
            atTick(back->removed) + ", and lets it in again" + atTick(back->again) + ".",
        "The dead let in again and removed again.",
        "what you send: members who are silent for TFAIL ticks are left out; and TREMOVE, "
        "about twice TFAIL or more.",
        run.replay};
  };
  return firstIn(evidence, {LabGroup::Single, LabGroup::Multi, LabGroup::Drop}, check);
}

struct Detection {
  PeerId by = 0;
  PeerId of = 0;
  Tick ticks = 0;
};

// The slowest and the quickest of the removals of failed peers.
struct Detections {
  std::optional<Detection> quickest;
  std::optional<Detection> slowest;
};

Detections detectionsIn(const Evidence& evidence) {
  Detections found;
  for (const PeerId of : evidence.failed()) {
    const Tick failure = *evidence.failedAt(of);
    for (const PeerId by : evidence.aliveAt(evidence.lastTick)) {
      for (const ListChange& change : evidence.changesOf(by)) {
        if (change.joined || change.of != of || change.tick < failure) continue;
        const Detection detection{by, of, change.tick - failure};
        if (!found.slowest || detection.ticks > found.slowest->ticks) found.slowest = detection;
        if (!found.quickest || detection.ticks < found.quickest->ticks) found.quickest = detection;
        break;
      }
    }
  }
  return found;
}

std::optional<Remark> failuresAreNoticedSoon(const LabEvidence& evidence) {
  const auto check = [](const LabRun& run) -> std::optional<Remark> {
    const Detections found = detectionsIn(run.evidence);
    if (!found.slowest || found.slowest->ticks <= kSlowDetection) return std::nullopt;
    const bool isMistake = found.slowest->ticks > kLatestDetection;
    return Remark{peerAtStart(found.slowest->by) + " removes " + peerText(found.slowest->of) + " " +
                      ticksText(found.slowest->ticks) + " after it died; the quickest, " +
                      peerText(found.quickest->by) + ", takes " + ticksText(found.quickest->ticks) +
                      ". Stay well below 50, at 20 to 30, say: in the store's tests peers die 50 "
                      "ticks apart.",
                  isMistake ? "A failure noticed after more than 50 ticks, or after 20 on one peer "
                              "and 60 on another."
                            : "",
                  "TREMOVE, and that all peers look at their lists in each tick.", run.replay};
  };
  return firstIn(evidence, {LabGroup::Single, LabGroup::Multi, LabGroup::Drop}, check);
}

std::optional<Remark> loopsSurviveErase(const LabEvidence& evidence) {
  for (const SubmittedFile& file : evidence.files) {
    if (!file.name.starts_with("MP1Node")) continue;
    const std::vector<std::string> places = erasuresInLoops(file);
    if (places.empty()) continue;
    return Remark{places.front() + ": the loop erases the element and then steps on from it.",
                  "`memberList.erase(it)` in a loop that then does `++it`.",
                  "go on with what erase returns, `it = list.erase(it)`, and step on only where "
                  "nothing was erased.",
                  ""};
  }
  return std::nullopt;
}

std::optional<Remark> membershipHasAllPoints(const LabEvidence& evidence) {
  const auto lost = lostTestIn(evidence, {LabGroup::Single, LabGroup::Multi, LabGroup::Drop});
  if (!lost) return std::nullopt;
  return remarkOn(*lost);
}

}  // namespace

std::vector<Requirement> joinRequirements() {
  using R = Requirement;
  return {{R::Basis, ownPeerIsMember},  {R::Basis, joinRunsEnd},
          {R::Basis, introducerHasAll}, {R::Basis, newcomersAreMembers},
          {R::Part, joinReplyHasList},  {R::Part, nobodyJoinsTwice},
          {R::Part, listsAreSent},      {R::Part, structsAreNotCopiedRaw}};
}

std::vector<Requirement> gossipRequirements() {
  using R = Requirement;
  return {{R::Basis, gossipRunsGoOn},  {R::Part, everybodyKnowsEverybody},
          {R::Part, timestampsAreOwn}, {R::Part, timestampsNeedHeartbeats},
          {R::Part, workIsShared},     {R::Rest, heartbeatsSpread}};
}

std::vector<Requirement> failureRequirements() {
  using R = Requirement;
  return {{R::Part, loopsSurviveErase},      {R::Basis, membershipRunsEnd},
          {R::Part, nobodyAliveIsRemoved},   {R::Part, deadStayAway},
          {R::Part, failuresAreNoticedSoon}, {R::Rest, membershipHasAllPoints}};
}

}  // namespace grading
