// Tests of search/exhaustive/ExhaustiveSearch.h.
#include "search/exhaustive/ExhaustiveSearch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "lab/ScheduleText.h"

namespace search {
namespace {

using Sets = std::multiset<std::string>;

ExhaustiveSettings settings(int mostFaults, int peers) {
  ExhaustiveSettings settings;
  settings.peers = peers;
  settings.first = 100;
  settings.last = 102;
  settings.mostFaults = mostFaults;
  return settings;
}

// What each run shows, whatever its faults are: three messages, and peers that are always up.
WindowRecord sameRecord(int peers) {
  WindowRecord record;
  record.messages = {
      {1, 100, 1, 2, 1, 100, true}, {2, 101, 2, 1, 1, 102, true}, {3, 102, 1, 2, 1, 103, true}};
  for (sim::PeerId peer = 1; peer <= peers; ++peer) {
    record.changes.push_back({0, peer, PeerState::Starting});
  }
  return record;
}

// Whatever the order of the faults is.
std::string textOf(const std::vector<lab::Fault>& faults) {
  std::set<std::string> lines;
  for (const lab::Fault& fault : faults) lines.insert(lab::faultText(fault));
  std::string text;
  for (const std::string& line : lines) text += line + "; ";
  return text;
}

Sets enumerated(const ExhaustiveSettings& settings) {
  Sets sets;
  ExhaustiveSearch search(settings);
  do {
    for (uint64_t index = 0; index < search.levelSize(); ++index) {
      const std::vector<lab::Fault> faults = search.faultsOfSet(index);
      EXPECT_EQ(static_cast<size_t>(search.level()), faults.size());
      sets.insert(textOf(faults));
      search.extend(index, sameRecord(settings.peers));
    }
  } while (search.goToNextLevel());
  return sets;
}

// All sets of `steps` from the one with index `next` on that fit to `chosen`.
void addSets(const Steps& steps, size_t next, int room, const Steps& chosen, Sets* sets) {
  sets->insert(textOf(faultsOf(chosen)));
  for (size_t i = next; i < steps.size(); ++i) {
    const auto isRival = [&](const Step& other) {
      const bool isMessage = steps[i].number > 0;
      if (isMessage != (other.number > 0)) return false;
      return isMessage ? other.number == steps[i].number : other.tick == steps[i].tick;
    };
    const int count = faultCount({steps[i]});
    if (count > room || std::any_of(chosen.begin(), chosen.end(), isRival)) continue;
    Steps more = chosen;
    more.push_back(steps[i]);
    addSets(steps, i + 1, room - count, more, sets);
  }
}

TEST(ExhaustiveSearchTest, faultsOfSet_eachSetOnce) {
  for (const int peers : {2, 4}) {
    for (const int mostFaults : {1, 2, 3}) {
      const ExhaustiveSettings all = settings(mostFaults, peers);
      ExhaustiveSettings wide = all;
      wide.mostFaults = 2;
      const Extensions steps = extensionsOf({}, sameRecord(peers), wide);
      Steps any = steps.single;
      any.insert(any.end(), steps.outages.begin(), steps.outages.end());
      Sets expected;
      addSets(any, 0, mostFaults, {}, &expected);
      EXPECT_EQ(expected, enumerated(all)) << peers << " peers, " << mostFaults << " faults";
    }
  }
}

TEST(ExhaustiveSearchTest, extend_onlyTheSetsThatItIsToldOf) {
  ExhaustiveSearch search(settings(2, 2));
  search.extend(0, sameRecord(2));
  ASSERT_TRUE(search.goToNextLevel());
  // The loss and three delays of the first message, the loss and two of the others.
  ASSERT_EQ(4u + 3 + 3, search.levelSize());
  EXPECT_TRUE(search.isExtended());
  search.extend(0, sameRecord(2));
  search.extend(9, sameRecord(2));
  ASSERT_TRUE(search.goToNextLevel());
  EXPECT_EQ(3u + 3, search.levelSize()) << "nothing comes after the last message";
  EXPECT_FALSE(search.isExtended());
  EXPECT_FALSE(search.goToNextLevel());
}

TEST(ExhaustiveSearchTest, omitted_addsUp) {
  ExhaustiveSearch search(settings(1, 2));
  search.extend(0, sameRecord(2));
  search.noteForbidden();
  Omitted expected = extensionsOf({}, sameRecord(2), settings(1, 2)).omitted;
  ++expected.outside;
  EXPECT_EQ(expected, search.omitted());
}

TEST(ExhaustiveSearchDeathTest, faultsOfSet_ofThisLevelAlone) {
  const ExhaustiveSearch search(settings(1, 2));
  EXPECT_TRUE(search.faultsOfSet(0).empty());
  EXPECT_DEATH(search.faultsOfSet(1), "check failed: index < levelSize_");
}

}  // namespace
}  // namespace search
