#include "grading/explain/membership/JoinCauses.h"

#include <algorithm>
#include <utility>

#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/membership/MembershipParts.h"

namespace grading {

namespace {

constexpr PeerId kIntroducer = 1;

constexpr const char* kTheseJoins = "with such lines";

}  // namespace

std::optional<Cause> nobodyAsksToJoin(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    if (peer == kIntroducer || lost.evidence.contact(peer, kIntroducer).sent > 0) continue;
    return seenAt(provenBy(Cause{"peer " + numberOf(peer) +
                                     " never asks to join: it sends the introducer, peer " +
                                     numberOf(kIntroducer) + ", nothing.",
                                 "introduceSelfToGroup: a JOINREQ goes to the join address."},
                           "with the joins that follow from it", joinsBeLogged(lost.evidence)),
                  spotAt(Spot::Up, -1, peer));
  }
  return std::nullopt;
}

std::optional<Cause> introducerIsSilent(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    if (peer == kIntroducer || lost.evidence.contact(kIntroducer, peer).sent > 0) continue;
    return seenAt(
        provenBy(Cause{"the introducer never answers peer " + numberOf(peer) + ": peer " +
                           numberOf(kIntroducer) + " sends it nothing.",
                       "recvCallBack: a JOINREQ adds its sender to the list and is answered "
                       "with a JOINREP to the address in the message."},
                 "with the joins that follow from it", joinsBeLogged(lost.evidence)),
        spotAt(Spot::Up, -1, peer));
  }
  return std::nullopt;
}

std::optional<Cause> strangersJoin(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    for (const ListChange& change : lost.evidence.changesOf(peer)) {
      const Peers& all = lost.evidence.peers();
      if (!change.joined || std::binary_search(all.begin(), all.end(), change.of)) continue;
      return provenBy(
          Cause{"ids are garbage: peer " + numberOf(peer) + " logs that a peer with the id " +
                    numberOf(change.of) + " joined, which does not exist.",
                "what is sent as raw memory: a struct with a vector, a string or a pointer in it "
                "holds addresses, not the entries. Copy them one after the other; of an address, "
                "the id is the first four bytes, the port the next two."},
          "with the ids of the group's peers", joinsBeLogged(lost.evidence));
    }
  }
  return std::nullopt;
}

namespace {

// When `by` first had `of` in its list.
std::optional<Tick> firstListed(const Evidence& evidence, PeerId by, PeerId of) {
  const std::vector<Listing>& listings = evidence.listings(by, of);
  if (listings.empty()) return std::nullopt;
  return listings.front().tick;
}

// Whose join `by` logs at `tick` for the second time, without a removal between.
std::optional<PeerId> joinedAgain(const Evidence& evidence, PeerId by, Tick tick) {
  Peers listed;
  for (const ListChange& change : evidence.changesOf(by)) {
    const auto found = std::find(listed.begin(), listed.end(), change.of);
    if (change.joined && found != listed.end() && change.tick == tick) return change.of;
    if (change.joined && found == listed.end()) listed.push_back(change.of);
    if (!change.joined && found != listed.end()) listed.erase(found);
  }
  return std::nullopt;
}

Cause joinNotLogged(const Case& lost, PeerId by, PeerId of) {
  const Evidence& evidence = lost.evidence;
  const auto proven = [&](Cause cause) {
    return provenBy(std::move(cause), kTheseJoins, joinsBeLogged(evidence));
  };
  const std::string pair =
      "peer " + numberOf(by) + " never logs that peer " + numberOf(of) + " joined";
  if (const auto listed = firstListed(evidence, by, of)) {
    if (const auto instead = joinedAgain(evidence, by, *listed)) {
      return proven({pair + ": it has it in its list from " + std::to_string(*listed) +
                         " on, and logs then that peer " + numberOf(*instead) +
                         " joined, which it had already.",
                     "which address logNodeAdd is given where entries get into memberList: that "
                     "of the new entry, which need not be the sender of the message.",
                     "another-joined"});
    }
    return proven(
        {pair + ": it has it in its list from " + std::to_string(*listed) + " on, without a line.",
         "where entries get into memberList: each new one is logged with logNodeAdd."});
  }
  const bool introduced = !evidence.contact(kIntroducer, by).deliveredAt.empty();
  if (!evidence.contact(of, by).deliveredAt.empty()) {
    return proven({pair + ", though messages came from it.",
                   "recvCallBack: each peer that is new in the list is logged with logNodeAdd, "
                   "also the sender of the message itself."});
  }
  if (introduced || by == kIntroducer) {
    return proven({pair + ": it gets nothing from that peer, and never has it in its list.",
                   "what a JOINREP holds (the list as far as it is known), and how those who "
                   "are there learn of those who come later."});
  }
  return proven({pair + ": nothing of the introducer comes to it.", "recvLoop and recvCallBack."});
}

}  // namespace

std::optional<Cause> joinsNotLogged(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  const Evidence& evidence = lost.evidence;
  for (const PeerId by : evidence.peers()) {
    for (const PeerId of : evidence.peers()) {
      if (by == of || hasLogged(evidence, by, of, true)) continue;
      return joinNotLogged(lost, by, of);
    }
  }
  return std::nullopt;
}

}  // namespace grading
