#include "grading/explain/membership/MembershipParts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace grading {

namespace {

// A line of the member list of `by`.
LogLine lineOf(sim::EventKind kind, Tick tick, PeerId by, PeerId of) {
  LogLine line;
  line.kind = kind;
  line.tick = tick;
  line.node.id = by;
  line.other.id = of;
  return line;
}

bool isRemoval(const LogLine& line) { return line.kind == sim::EventKind::MemberRemoved; }

// Removes the lines for which `isMeant`.
template <typename IsMeant>
Edit withoutLines(IsMeant isMeant) {
  return [isMeant](std::vector<LogLine>* lines) { std::erase_if(*lines, isMeant); };
}

}  // namespace

bool isOfJoins(const Case& lost) { return lost.test.aspect == TestAspect::Join; }

Edit joinsBeLogged(const Evidence& evidence) {
  constexpr Tick kJoined = 30;
  const Peers known = evidence.peers();
  return [known](std::vector<LogLine>* lines) {
    std::set<std::pair<PeerId, PeerId>> logged;
    std::erase_if(*lines, [&](const LogLine& line) {
      return line.kind == sim::EventKind::MemberAdded &&
             !std::binary_search(known.begin(), known.end(), line.other.id);
    });
    for (const LogLine& line : *lines) {
      if (line.kind == sim::EventKind::MemberAdded) logged.insert({line.node.id, line.other.id});
    }
    for (const PeerId one : known) {
      for (const PeerId other : known) {
        if (one == other || logged.count({one, other}) > 0) continue;
        lines->push_back(lineOf(sim::EventKind::MemberAdded, kJoined, one, other));
      }
    }
  };
}

std::vector<MissingRemoval> missingRemovals(const Evidence& evidence) {
  std::vector<MissingRemoval> missing;
  for (const PeerId of : evidence.failed()) {
    const Tick failure = *evidence.failedAt(of);
    for (const PeerId by : evidence.aliveAt(evidence.lastTick)) {
      if (!evidence.removedAt(by, of, failure)) missing.push_back({by, of, failure});
    }
  }
  return missing;
}

Edit removalsBeLogged(const Evidence& evidence) {
  constexpr Tick kNoticed = 20;
  const std::vector<MissingRemoval> missing = missingRemovals(evidence);
  return [missing](std::vector<LogLine>* lines) {
    for (const MissingRemoval& removal : missing) {
      lines->push_back(lineOf(sim::EventKind::MemberRemoved, removal.failure + kNoticed, removal.by,
                              removal.of));
    }
  };
}

Edit falseRemovalsBeGone(const Evidence& evidence) {
  std::map<PeerId, Tick> failures;
  for (const PeerId peer : evidence.failed()) failures[peer] = *evidence.failedAt(peer);
  return withoutLines([failures](const LogLine& line) {
    const auto failed = failures.find(line.other.id);
    return isRemoval(line) && (failed == failures.end() || line.tick < failed->second);
  });
}

bool hasLogged(const Evidence& evidence, PeerId by, PeerId of, bool joined) {
  const auto& changes = evidence.changesOf(by);
  return std::any_of(changes.begin(), changes.end(), [&](const ListChange& change) {
    return change.of == of && change.joined == joined;
  });
}

Edit firstRemovalsAlone() {
  return [](std::vector<LogLine>* lines) {
    std::set<std::pair<PeerId, PeerId>> removed;
    std::erase_if(*lines, [&](const LogLine& line) {
      return isRemoval(line) && !removed.insert({line.node.id, line.other.id}).second;
    });
  };
}

}  // namespace grading
