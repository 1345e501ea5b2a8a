// The fair reading (FairReading.h) of the membership protocol.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "grading/logs/FairReading.h"
#include "grading/logs/LogEntries.h"
#include "grading/score/Score.h"
#include "grading/score/Wording.h"
#include "host/Check.h"

namespace grading {

namespace {

constexpr size_t kPeers = 10;
constexpr size_t kMostPeers = 1000;  // The framework's limit; a log may name more.
constexpr int kPointsPerFailedPeer = 2;
constexpr size_t kShown = 3;

// One peer's log lines about another.
struct Knowledge {
  size_t joins = 0;
  bool isListed = false;       // At the end.
  std::vector<long> removals;  // Ticks.
};

struct FalseRemoval {
  std::string_view observer;
  std::string_view subject;
  long tick = 0;
};

std::string at(long tick) { return " at " + std::to_string(tick); }

// The first few of `items`, each as describe(item); empty for no items.
template <typename Items, typename Describe>
std::string listed(const Items& items, Describe describe) {
  std::vector<std::string> shown;
  for (const auto& item : items) {
    if (shown.size() < kShown) shown.push_back(describe(item));
  }
  return joinFirst(shown, items.size());
}

class FairMembership {
 public:
  FairMembership(Scenario scenario, std::string_view text)
      : worth_(zeroScore(scenario, "")), isMulti_(scenario == Scenario::MultiFailure) {
    const MembershipLog log = readMembershipLog(text);
    readPeers(text);
    for (const Lines* lines : {&log.joined, &log.removed}) {
      for (std::string_view line : *lines) {
        if (!memberEntryIn(line))
          (lines == &log.joined ? strangeJoined_ : strangeRemoved_).push_back(line);
      }
    }
    for (std::string_view peer : peers_) {
      if (failed_.count(peer) == 0) survivors_.push_back(peer);
    }
  }

  std::vector<FairTest> read() const {
    std::vector<FairTest> tests = {readJoin(), readCompleteness()};
    if (worth_.tests.size() > 2) tests.push_back(readAccuracy());
    return tests;
  }

 private:
  using Pair = std::pair<std::string_view, std::string_view>;  // Observer, subject.

  // In the order of the log, because whether a peer is alive when it is removed depends on it.
  void readPeers(std::string_view text) {
    while (!text.empty()) {
      const size_t end = text.find('\n');
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      const std::optional<LogEntry> entry = entryIn(line);
      if (!entry || entry->peer.empty()) continue;
      if (peers_.size() == kMostPeers && peers_.count(entry->peer) == 0) continue;
      peers_.insert(entry->peer);
      if (entry->text.starts_with("Node failed at time")) failed_.insert(entry->peer);
      const std::optional<MemberEntry> member = memberEntryIn(line);
      if (member) note(*member);
    }
  }

  void note(const MemberEntry& entry) {
    Knowledge& knowledge = knowledge_[{entry.peer, entry.member}];
    knowledge.isListed = entry.isJoin;
    if (entry.isJoin) {
      ++knowledge.joins;
      return;
    }
    knowledge.removals.push_back(entry.tick);
    if (failed_.count(entry.member) == 0) {
      falseRemovals_.push_back({entry.peer, entry.member, entry.tick});
    }
  }

  Knowledge knowledgeOf(std::string_view observer, std::string_view subject) const {
    const auto found = knowledge_.find({observer, subject});
    return found == knowledge_.end() ? Knowledge() : found->second;
  }

  // Whether `observer` has removed `subject` and does not list it again.
  bool hasRemoved(std::string_view observer, std::string_view subject) const {
    const Knowledge knowledge = knowledgeOf(observer, subject);
    return !knowledge.removals.empty() && !knowledge.isListed;
  }

  std::string describeStrange(const Lines& lines, const char* word) const {
    return std::to_string(lines.size()) + (lines.size() == 1 ? " line" : " lines") +
           " with the word `" + word + "` that the framework did not write" + listEntries(lines);
  }

  // Each of ten peers has logged every other one.
  FairTest readJoin() const {
    std::vector<Pair> missing, strangers;
    for (std::string_view observer : peers_) {
      for (std::string_view subject : peers_) {
        if (observer == subject || knowledgeOf(observer, subject).joins > 0) continue;
        missing.push_back({observer, subject});
      }
    }
    for (const auto& [pair, knowledge] : knowledge_) {
      if (knowledge.joins > 0 && peers_.count(pair.second) == 0) strangers.push_back(pair);
    }
    FairTest test;
    if (peers_.size() == kPeers && missing.empty() && strangers.empty()) {
      test.points = worth_.tests[0].maxPoints;
    }
    if (!missing.empty()) {
      test.causes.push_back(
          "the course's script counts different `joined` lines, and others make up for those "
          "that are missing: " +
          listed(missing, [](const Pair& pair) {
            return shortAddress(pair.first) + " never logs that " + shortAddress(pair.second) +
                   " joined";
          }));
    }
    if (!strangers.empty()) {
      test.causes.push_back("the course's script takes any address for a peer: " +
                            listed(strangers, [](const Pair& pair) {
                              return shortAddress(pair.first) + " logs " +
                                     shortAddress(pair.second) + ", which is none";
                            }));
    }
    if (!strangeJoined_.empty()) {
      test.causes.push_back("the course's script also counts " +
                            describeStrange(strangeJoined_, "joined"));
    }
    return test;
  }

  // The survivors' lists at the end do not have the failed peers.
  FairTest readCompleteness() const {
    FairTest test;
    const bool isOneTooMany = !isMulti_ && failed_.size() != 1;
    if (failed_.empty() || isOneTooMany) return test;
    std::vector<Pair> wrong;
    int right = 0;
    for (std::string_view failed : failed_) {
      const size_t before = wrong.size();
      for (std::string_view survivor : survivors_) {
        if (!hasRemoved(survivor, failed)) wrong.push_back({survivor, failed});
      }
      if (wrong.size() == before && peers_.size() >= kPeers) ++right;
    }
    const int maxPoints = worth_.tests[1].maxPoints;
    test.points = isMulti_ ? std::min(right * kPointsPerFailedPeer, maxPoints) : right * maxPoints;
    if (!wrong.empty()) {
      test.causes.push_back(
          "the course's script counts `removed` lines that name a failed peer, not the lists at "
          "the end: " +
          listed(wrong, [this](const Pair& pair) { return describeListed(pair); }));
    }
    if (!strangeRemoved_.empty()) {
      test.causes.push_back("the course's script also counts " +
                            describeStrange(strangeRemoved_, "removed"));
    }
    return test;
  }

  std::string describeListed(const Pair& pair) const {
    const Knowledge knowledge = knowledgeOf(pair.first, pair.second);
    const std::string begin = shortAddress(pair.first);
    if (knowledge.removals.empty()) return begin + " never removes " + shortAddress(pair.second);
    return begin + " removes " + shortAddress(pair.second) + at(knowledge.removals.back()) +
           " and lets it join again";
  }

  // No peer was removed while it was alive. As in the course, a log without removals earns nothing.
  FairTest readAccuracy() const {
    FairTest test;
    const bool isOneTooMany = !isMulti_ && failed_.size() != 1;
    if (failed_.empty() || isOneTooMany) return test;
    if (!falseRemovals_.empty()) {
      test.causes.push_back(
          std::string(isMulti_
                          ? "the course's script wants 20 different `removed` lines without each "
                            "failed peer, and does not see whether one is of a live peer: "
                          : "the course's script passes over all `removed` lines with the failed "
                            "peer's address, even as the one that removes, or before it failed: ") +
          listed(falseRemovals_, [](const FalseRemoval& removal) {
            return shortAddress(removal.observer) + " removes " + shortAddress(removal.subject) +
                   at(removal.tick) + ", alive";
          }));
      return test;
    }
    const auto removedBySome =
        std::count_if(failed_.begin(), failed_.end(), [this](std::string_view failed) {
          return std::any_of(survivors_.begin(), survivors_.end(), [&](std::string_view survivor) {
            return !knowledgeOf(survivor, failed).removals.empty();
          });
        });
    const int maxPoints = worth_.tests[2].maxPoints;
    test.points = isMulti_
                      ? std::min(static_cast<int>(removedBySome) * kPointsPerFailedPeer, maxPoints)
                      : static_cast<int>(removedBySome) * maxPoints;
    if (isMulti_) test.causes = causesOfMiscount();
    if (!strangeRemoved_.empty()) {
      test.causes.push_back("the course's script also counts " +
                            describeStrange(strangeRemoved_, "removed"));
    }
    return test;
  }

  // Why there are not 20 lines for each failed peer, though no live one was removed.
  std::vector<std::string> causesOfMiscount() const {
    std::vector<Pair> missing, repeated;
    for (std::string_view survivor : survivors_) {
      for (std::string_view failed : failed_) {
        const size_t removals = knowledgeOf(survivor, failed).removals.size();
        if (removals == 0) missing.push_back({survivor, failed});
        if (removals > 1) repeated.push_back({survivor, failed});
      }
    }
    std::vector<std::string> causes;
    const std::string begin =
        "nobody was removed who was alive, but the course's script wants exactly 20 different "
        "`removed` lines without each failed peer: ";
    if (!missing.empty()) {
      causes.push_back(begin + listed(missing, [](const Pair& pair) {
                         return shortAddress(pair.first) + " never removes " +
                                shortAddress(pair.second);
                       }));
    }
    if (!repeated.empty()) {
      causes.push_back(begin + listed(repeated, [](const Pair& pair) {
                         return shortAddress(pair.first) + " removes " + shortAddress(pair.second) +
                                " more than once";
                       }));
    }
    return causes;
  }

  const ScenarioScore worth_;
  const bool isMulti_;
  std::set<std::string_view> peers_;  // All peers that log.
  std::set<std::string_view> failed_;
  std::vector<std::string_view> survivors_;
  std::map<Pair, Knowledge> knowledge_;
  std::vector<FalseRemoval> falseRemovals_;
  Lines strangeJoined_;  // Lines with the word but not the form.
  Lines strangeRemoved_;
};

}  // namespace

std::vector<FairTest> readMembershipFairly(Scenario scenario, std::string_view log) {
  CHECK(isMembership(scenario));
  return FairMembership(scenario, log).read();
}

}  // namespace grading
