#include "grading/score/MembershipScorer.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "grading/score/KeyCounter.h"
#include "grading/score/LogReader.h"
#include "grading/score/Wording.h"
#include "host/Check.h"

namespace grading {

namespace {

// Shorter texts first, so that the addresses 2.0.0.0:0 and 10.0.0.0:0 are in the order of ids.
struct ByLength {
  bool operator()(std::string_view left, std::string_view right) const {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
  }
};
using Peers = std::set<std::string_view, ByLength>;

constexpr size_t kPeers = 10;
constexpr size_t kSurvivorsOfOne = kPeers - 1;
constexpr size_t kFailedOfMulti = 5;
constexpr int kPointsPerFailedPeer = 2;

// An entry reads ` OBSERVER [tick] Node SUBJECT joined at time tick`, or `removed`.
std::string_view observerOf(std::string_view line) { return field(line, 2); }
std::string_view subjectOf(std::string_view line) { return field(line, 5); }

// The course's grep takes the address as a pattern, whose dots match any byte. For the addresses
// that the framework writes, this gives the same as comparing plain text. Both find 1.0.0.0:0 in
// 11.0.0.0:0.
bool names(std::string_view text, std::string_view address) {
  return text.find(address) != std::string_view::npos;
}

Lines sortedDistinct(Lines lines) {
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

std::string_view firstWord(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  const size_t end = line.find_first_of(" \t", begin);
  return line.substr(begin, end == std::string_view::npos ? end : end - begin);
}

// Fields 4 to 7, `Node 3.0.0.0:0 joined at`: a joined line without observer and time.
std::string_view withoutTime(std::string_view line) {
  const std::string_view begin = field(line, 4);
  const std::string_view end = field(line, 7);
  if (begin.data() == nullptr) return {};
  if (end.data() == nullptr) return line.substr(static_cast<size_t>(begin.data() - line.data()));
  return {begin.data(), static_cast<size_t>(end.data() + end.size() - begin.data())};
}

std::string count(size_t number, const char* noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

class MembershipSection {
 public:
  MembershipSection(Scenario scenario, std::string_view text)
      : log_(readMembershipLog(text)),
        removed_(sortedDistinct(log_.removed)),
        score_(zeroScore(scenario, "")) {
    for (std::string_view line : sortedDistinct(log_.failed)) failed_.push_back(firstWord(line));
    for (std::string_view line : log_.joined) {
      peers_.insert(observerOf(line));
      peers_.insert(subjectOf(line));
      others_[observerOf(line)];
    }
    peers_.erase("");
  }

  ScenarioScore score() {
    scoreJoin(&score_.tests[0]);
    const bool isMulti = score_.scenario == Scenario::MultiFailure;
    if (failed_.empty()) {
      const std::string lack = describeLack("Node failed at time", log_.extent);
      for (size_t i = 1; i < score_.tests.size(); ++i) score_.tests[i].award(0, lack);
    } else if (isMulti) {
      scoreMultiCompleteness(&score_.tests[1]);
      scoreMultiAccuracy(&score_.tests[2]);
    } else if (failed_.size() > 1) {
      // The script passes all addresses to one grep, which takes the second for a file.
      const std::string reason = "expected one `Node failed at time` line, found " +
                                 std::to_string(failed_.size()) + ": " + listAddresses(failed_);
      for (size_t i = 1; i < score_.tests.size(); ++i) score_.tests[i].award(0, reason);
    } else {
      scoreSingleCompleteness(&score_.tests[1]);
      // The course does not grade accuracy when messages are dropped.
      if (score_.tests.size() > 2) scoreSingleAccuracy(&score_.tests[2]);
    }
    return std::move(score_);
  }

 private:
  // Either 100 distinct joins, for peers that also log themselves, or ten peers that each log nine
  // others. The first count distinguishes joins by time, the second does not.
  void scoreJoin(TestScore* test) {
    if (log_.joined.empty()) {
      test->award(0,
                  "no `joined` line in the log: no peer logged a join, or LOG_MEMBERSHIP left the "
                  "lines out" +
                      describeEnd(log_.extent));
      return;
    }
    std::set<std::tuple<std::string_view, std::string_view, std::string_view>> joins;
    for (std::string_view line : log_.joined) {
      joins.insert({observerOf(line), subjectOf(line), field(line, 9)});
      const std::string_view other = withoutTime(line);
      if (!names(other, observerOf(line))) others_[observerOf(line)].insert(other);
    }
    const auto hasAll = [](const auto& entry) { return entry.second.size() == kPeers - 1; };
    const auto complete =
        static_cast<size_t>(std::count_if(others_.begin(), others_.end(), hasAll));
    if (joins.size() == kPeers * kPeers || complete == kPeers) {
      test->awardAll();
      return;
    }
    test->award(0,
                "expected 10 peers that each log 9 others as `joined`, or 100 distinct joins; "
                "found " +
                    count(complete, "such peer") + " and " + count(joins.size(), "distinct join") +
                    describeFirstIncomplete());
  }

  std::string describeFirstIncomplete() const {
    for (std::string_view peer : peers_) {
      const auto logged = others_.find(peer);
      const size_t found = logged == others_.end() ? 0 : logged->second.size();
      if (found == kPeers - 1) continue;
      const std::string missing = listAddresses(notJoinedFor(peer));
      return "; " + shortAddress(peer) + " logs " + count(found, "other") +
             (missing.empty() ? "" : ", not " + missing);
    }
    return "";
  }

  // The peers that `observer` never logs as joined, without itself.
  Lines notJoinedFor(std::string_view observer) const {
    Peers absent = peers_;
    absent.erase(observer);
    for (std::string_view line : log_.joined) {
      if (observerOf(line) == observer) absent.erase(subjectOf(line));
    }
    return {absent.begin(), absent.end()};
  }

  // The removed lines that name `address` anywhere, as subject or as observer.
  Lines removedNaming(std::string_view address) const {
    Lines found;
    for (std::string_view line : removed_) {
      if (names(line, address)) found.push_back(line);
    }
    return found;
  }

  void scoreSingleCompleteness(TestScore* test) const {
    const Lines removals = removedNaming(failed_.front());
    if (removals.size() >= kSurvivorsOfOne) {
      test->awardAll();
      return;
    }
    Peers silent = peers_;
    silent.erase(failed_.front());
    for (std::string_view line : removals) silent.erase(observerOf(line));
    const std::string names = listAddresses({silent.begin(), silent.end()});
    test->award(0, "expected at least 9 distinct `removed` lines that name the failed peer " +
                       shortAddress(failed_.front()) + ", found " +
                       std::to_string(removals.size()) +
                       (names.empty() ? "" : "; none by " + names));
  }

  void scoreSingleAccuracy(TestScore* test) const {
    const size_t naming = removedNaming(failed_.front()).size();
    // A log without removals is not accurate: an unfinished program would get the points.
    if (naming == 0) {
      test->award(0, "no `removed` line names the failed peer " + shortAddress(failed_.front()));
    } else if (naming == removed_.size()) {
      test->awardAll();
    } else {
      test->award(0, "expected no `removed` line without the failed peer " +
                         shortAddress(failed_.front()) + ", found " +
                         std::to_string(removed_.size() - naming) + describeFalseRemovals());
    }
  }

  void scoreMultiCompleteness(TestScore* test) const {
    scoreEachFailed(
        test, [](size_t naming) { return naming >= kFailedOfMulti; },
        "expected at least 5 distinct `removed` lines that name each failed peer, found ",
        [](size_t naming) { return naming; });
  }

  // The lines without one failed peer should be those of the four others by the five survivors. So
  // one removal too many costs all the points, unless a missing one cancels it out.
  void scoreMultiAccuracy(TestScore* test) const {
    constexpr size_t kOfOtherFailed = (kFailedOfMulti - 1) * (kPeers - kFailedOfMulti);
    scoreEachFailed(
        test, [&](size_t naming) { return removed_.size() - naming == kOfOtherFailed; },
        "expected exactly 20 distinct `removed` lines without each failed peer, found ",
        [&](size_t naming) { return removed_.size() - naming; });
    if (!test->reason.empty()) test->reason += describeFalseRemovals();
  }

  // Two points for each failed peer whose number of removed lines `isRight`, five peers at most.
  template <typename IsRight, typename Shown>
  void scoreEachFailed(TestScore* test, IsRight isRight, const std::string& expectation,
                       Shown shown) const {
    int right = 0;
    std::vector<std::string> wrong;
    const std::vector<size_t> namings = KeyCounter(failed_).count(removed_);
    for (size_t i = 0; i < failed_.size(); ++i) {
      if (isRight(namings[i])) {
        ++right;
      } else if (wrong.size() < kFailedOfMulti) {
        wrong.push_back(std::to_string(shown(namings[i])) + " for " + shortAddress(failed_[i]));
      }
    }
    const int points = std::min(right * kPointsPerFailedPeer, test->maxPoints);
    if (points == test->maxPoints) {
      test->awardAll();
    } else if (wrong.empty()) {
      test->award(points, "expected 5 failed peers, found " + std::to_string(failed_.size()));
    } else {
      test->award(points,
                  expectation + joinFirst(wrong, failed_.size() - static_cast<size_t>(right)));
    }
  }

  // `; live peers removed: 1:0 by 3:0 at 360, 2 more`, or empty.
  std::string describeFalseRemovals() const {
    constexpr size_t kShown = 3;
    if (failed_.size() > kPeers) return "";  // Not the course's run; this keeps the cost linear.
    std::vector<std::string> shown;
    size_t total = 0;
    for (std::string_view line : removed_) {
      const auto isNamed = [&](std::string_view address) { return names(line, address); };
      if (std::any_of(failed_.begin(), failed_.end(), isNamed)) continue;
      ++total;
      if (total <= kShown)
        shown.push_back(shortAddress(subjectOf(line)) + " by " + describeEntry(line));
    }
    return total == 0 ? "" : "; live peers removed: " + joinFirst(shown, total);
  }

  const MembershipLog log_;
  const Lines removed_;  // Distinct.
  Lines failed_;         // Addresses, of distinct lines.
  Peers peers_;          // All that the joined lines mention.
  std::map<std::string_view, std::set<std::string_view>> others_;  // By observer: who joined.
  ScenarioScore score_;
};

}  // namespace

ScenarioScore scoreMembership(Scenario scenario, std::string_view log) {
  CHECK(isMembership(scenario));
  return MembershipSection(scenario, log).score();
}

}  // namespace grading
