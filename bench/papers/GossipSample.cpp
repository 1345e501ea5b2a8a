#include "bench/papers/GossipSample.h"

#include <algorithm>
#include <string>

#include "host/Check.h"
#include "sim/Random.h"

namespace papers {

namespace {

// P(not done after a number of rounds), by that number; beyond the end it is too small to matter.
using Undone = std::vector<double>;

class Spread {
 public:
  Spread(const GossipGroup& group, int informed)
      : has_(static_cast<size_t>(group.members)), informed_(informed) {
    std::fill_n(has_.begin(), informed, true);
  }

  // One member, chosen at random, sends to another. The last members of the group have failed.
  void playRound(const GossipGroup& group, sim::Random* random) {
    const size_t sender = random->below(has_.size());
    const size_t other = random->below(has_.size() - 1);
    const size_t receiver = other < sender ? other : other + 1;
    const bool arrives = group.arrival >= 1 || random->chance(group.arrival);
    const bool isNews = has_[sender] && !has_[receiver];
    if (!arrives || !isNews || receiver >= static_cast<size_t>(group.live())) return;
    has_[receiver] = true;
    ++informed_;
  }

  int informed() const { return informed_; }

 private:
  std::vector<char> has_;
  int informed_;
};

// The way of a heartbeat from `first` members that have it to `last`.
class Way {
 public:
  Way(const GossipGroup& group, int first, int last, int groups, sim::Random* random)
      : group_(group),
        last_(last),
        random_(random),
        spreads_(static_cast<size_t>(groups), Spread(group, first)) {}

  // Until the chance is below `least`.
  Undone measure(double least) {
    Undone undone = {1};
    while (undone.back() > least) playStage(&undone);
    return undone;
  }

 private:
  // In a stage each member sends once on average, which leaves about a third of the groups undone.
  void playStage(Undone* undone) {
    const double before = undone->back();
    std::vector<long> doneIn(static_cast<size_t>(group_.members));
    std::vector<Spread> left;
    for (Spread& spread : spreads_) {
      size_t round = 0;
      while (round < doneIn.size() && spread.informed() < last_) {
        spread.playRound(group_, random_);
        ++round;
      }
      if (spread.informed() < last_) {
        left.push_back(spread);
      } else {
        ++doneIn[round - 1];
      }
    }
    long done = 0;
    for (long count : doneIn) {
      done += count;
      const double share = static_cast<double>(done) / static_cast<double>(spreads_.size());
      undone->push_back(before * (1 - share));
    }
    for (size_t i = 0; i < spreads_.size() && !left.empty(); ++i) {
      spreads_[i] = left[i * left.size() / spreads_.size()];
    }
  }

  const GossipGroup group_;
  const int last_;
  sim::Random* const random_;
  std::vector<Spread> spreads_;  // Those that are not done.
};

double at(const Undone& undone, size_t rounds) {
  return rounds < undone.size() ? undone[rounds] : 0;
}

// P(two ways, one after the other, are not done after `rounds` rounds together).
double undoneTogether(const Undone& first, const Undone& second, int rounds) {
  double chance = at(first, static_cast<size_t>(rounds));
  for (size_t i = 1; i <= static_cast<size_t>(rounds) && i < first.size(); ++i) {
    chance += (first[i - 1] - first[i]) * at(second, static_cast<size_t>(rounds) - i);
  }
  return chance;
}

// The first round for which `isEnough`, which stays true from then on.
template <typename Condition>
int firstRound(const Condition& isEnough) {
  int tooFew = 0;
  int enough = 1;
  while (!isEnough(enough)) {
    tooFew = enough;
    enough *= 2;
  }
  while (enough - tooFew > 1) {
    const int middle = tooFew + (enough - tooFew) / 2;
    (isEnough(middle) ? enough : tooFew) = middle;
  }
  return enough;
}

}  // namespace

std::vector<Average> sampleRounds(const GossipGroup& group, const std::vector<double>& mistakes,
                                  const SampleSize& size, uint64_t seed) {
  CHECK(!mistakes.empty() && mistakes.back() > 0);
  CHECK(std::is_sorted(mistakes.rbegin(), mistakes.rend()));
  CHECK(group.live() >= 3);
  const double least = mistakes.back() / group.live() / 1000;
  const int half = (group.live() + 1) / 2;
  std::vector<Average> averages(mistakes.size());
  for (int repetition = 0; repetition < size.repetitions; ++repetition) {
    sim::Random random(seed, "gossip " + std::to_string(repetition));
    const Undone first = Way(group, 1, half, size.groups, &random).measure(least);
    const Undone second = Way(group, half, group.live(), size.groups, &random).measure(least);
    for (size_t i = 0; i < mistakes.size(); ++i) {
      averages[i].add(firstRound([&](int rounds) {
        return group.live() * undoneTogether(first, second, rounds) <= mistakes[i];
      }));
    }
  }
  return averages;
}

}  // namespace papers
