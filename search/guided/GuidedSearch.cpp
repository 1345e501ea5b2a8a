#include "search/guided/GuidedSearch.h"

#include <algorithm>
#include <utility>

namespace search {

namespace {

// So many schedules are drawn before the first is changed, and so many of a hundred later.
constexpr uint64_t kFirstDraws = 64;
constexpr double kShareOfDraws = 0.1;
// Half of the time one of the newest entries is changed: what they have reached is least explored.
constexpr size_t kNewest = 48;

size_t eventsOf(const lab::Schedule& schedule) {
  return schedule.faults.size() + schedule.operations.size();
}

}  // namespace

GuidedSearch::GuidedSearch(GuidedSettings settings)
    : settings_(std::move(settings)),
      dice_(settings_.seed, "guided search"),
      mutator_(settings_.mutation, &dice_) {}

std::vector<lab::Schedule> GuidedSearch::next(size_t count) {
  std::vector<lab::Schedule> schedules;
  while (schedules.size() < count) {
    const bool isDrawn = drawn_ < kFirstDraws || corpus_.empty() || dice_.chance(kShareOfDraws);
    if (isDrawn) {
      schedules.push_back(settings_.draw(++drawn_));
    } else {
      const lab::Schedule& base = choose().schedule;
      schedules.push_back(mutator_.mutate(base, choose().schedule));
    }
  }
  return schedules;
}

const CorpusEntry& GuidedSearch::choose() {
  const bool isNewest = dice_.chance(0.5) && corpus_.size() > kNewest;
  const size_t first = isNewest ? corpus_.size() - kNewest : 0;
  return corpus_[first + dice_.below(corpus_.size() - first)];
}

bool GuidedSearch::add(const lab::Schedule& schedule, const Features& features) {
  ++runs_;
  if (reached_.add(features).empty()) return false;
  lastNews_ = runs_;
  corpus_.push_back({schedule, features, runs_});
  return true;
}

std::vector<CorpusEntry> GuidedSearch::minimized() const {
  std::vector<const CorpusEntry*> entries;
  for (const CorpusEntry& entry : corpus_) entries.push_back(&entry);
  std::stable_sort(entries.begin(), entries.end(), [](const CorpusEntry* a, const CorpusEntry* b) {
    return eventsOf(a->schedule) < eventsOf(b->schedule);
  });
  FeatureSet covered;
  std::vector<CorpusEntry> kept;
  for (const CorpusEntry* entry : entries) {
    if (!covered.add(entry->features).empty()) kept.push_back(*entry);
  }
  return kept;
}

}  // namespace search
