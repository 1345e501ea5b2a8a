// Tests of search/guided/GuidedSearch.h.
#include "search/guided/GuidedSearch.h"

#include <gtest/gtest.h>

namespace search {
namespace {

GuidedSettings settings() {
  GuidedSettings settings;
  settings.mutation.replicasOf = [](int, const std::string&, sim::PeerId) {
    return std::vector<sim::PeerId>{1, 2, 3};
  };
  settings.draw = [](uint64_t number) {
    lab::Schedule schedule;
    schedule.peers = 5;
    lab::ClientOperation call;
    call.tick = 150 + static_cast<int>(number % 100);
    call.key = "k";
    call.operation = sim::Operation::Create;
    call.value = "v" + std::to_string(number);
    schedule.operations.push_back(call);
    return schedule;
  };
  return settings;
}

// As if a run reached what the number of its faults and calls says.
Features reachedBy(const lab::Schedule& schedule) {
  return {makeFeature(FeatureKind::Edge, schedule.operations.size()),
          makeFeature(FeatureKind::Cluster, schedule.faults.size())};
}

std::vector<lab::Schedule> search(size_t runs, size_t atATime, GuidedSearch* guided) {
  std::vector<lab::Schedule> all;
  while (all.size() < runs) {
    for (const lab::Schedule& schedule : guided->next(atATime)) {
      guided->add(schedule, reachedBy(schedule));
      all.push_back(schedule);
    }
  }
  return all;
}

TEST(GuidedSearchTest, next_theSameSettingsGiveTheSameSearch) {
  GuidedSearch one(settings());
  GuidedSearch other(settings());
  EXPECT_EQ(search(400, 8, &one), search(400, 8, &other));
  GuidedSettings changed = settings();
  changed.seed = 2;
  GuidedSearch another(changed);
  EXPECT_NE(search(400, 8, &another), search(400, 8, &one));
}

TEST(GuidedSearchTest, next_buildsOnWhatWasKept) {
  GuidedSearch guided(settings());
  search(1500, 8, &guided);
  // A single mutant of a drawn schedule has few faults: many come from mutants of mutants.
  EXPECT_GT(guided.reached(FeatureKind::Cluster), 40u);
  EXPECT_EQ(1500u + 4, guided.runs());
}

TEST(GuidedSearchTest, minimized_reachesTheSame) {
  GuidedSearch guided(settings());
  search(1000, 8, &guided);
  const std::vector<CorpusEntry> kept = guided.minimized();
  EXPECT_LE(kept.size(), guided.corpusSize());
  GuidedSearch again(settings());
  for (const CorpusEntry& entry : kept) {
    EXPECT_TRUE(again.add(entry.schedule, entry.features)) << "one that is superfluous";
  }
  for (const FeatureKind kind : {FeatureKind::Edge, FeatureKind::Cluster}) {
    EXPECT_EQ(guided.reached(kind), again.reached(kind));
  }
}

TEST(GuidedSearchTest, runsSinceNews) {
  GuidedSearch guided(settings());
  const lab::Schedule schedule = guided.next(1).front();
  EXPECT_TRUE(guided.add(schedule, reachedBy(schedule)));
  EXPECT_FALSE(guided.add(schedule, reachedBy(schedule)));
  EXPECT_FALSE(guided.add(schedule, {}));
  EXPECT_EQ(2u, guided.runsSinceNews());
}

}  // namespace
}  // namespace search
