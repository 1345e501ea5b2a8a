#include "search/lineage/LineageSearch.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lab/ScheduleText.h"

namespace search {

namespace {

using lab::Fault;
using lab::FaultKind;

// How long a link is cut: for most of an operation's time, or until hints are delivered. Ticks.
constexpr std::array<sim::Tick, 2> kCuts = {13, 26};
// How long an outage lasts: hardly, or as long as possible if nobody is to notice it.
constexpr std::array<sim::Tick, 2> kOutages = {5, 9};
// When reads come after the acknowledgement, and how long they do not hear of a replica.
constexpr std::array<sim::Tick, 4> kReads = {2, 9, 16, 23};
constexpr sim::Tick kReadCut = 7;
constexpr size_t kMostOutages = 2;
constexpr int32_t kFirstReader = 200001;

size_t outagesIn(const FaultSet& set) {
  return static_cast<size_t>(
      std::count_if(set.faults.begin(), set.faults.end(),
                    [](const Fault& fault) { return fault.kind == FaultKind::Crash; }));
}

}  // namespace

LineageSearch::LineageSearch(LineageSettings settings) : settings_(std::move(settings)) {
  consider({}, static_cast<int>(settings_.replicas.size()));
}

std::vector<lab::Schedule> LineageSearch::next(size_t count) {
  std::vector<lab::Schedule> schedules;
  while (schedules.size() < count && !waiting_.empty()) {
    running_.push_back(std::move(waiting_.begin()->second));
    waiting_.erase(waiting_.begin());
    schedules.push_back(scheduleOf(running_.back()));
  }
  return schedules;
}

void LineageSearch::add(const Lineage& lineage) {
  ++runs_;
  const FaultSet set = std::move(running_.front());
  running_.pop_front();
  // A write that is not acknowledged need not survive.
  if (lineage.acknowledgedAt >= 0 && set.size < settings_.mostFaults) extend(set, lineage);
}

void LineageSearch::extend(const FaultSet& set, const Lineage& lineage) {
  // Reads change what they find: nothing is built on them.
  if (!set.reads.empty()) return;
  addCuts(set, lineage);
  if (outagesIn(set) < kMostOutages) addOutages(set, lineage);
  if (2 * lineage.fewestHolders <= static_cast<int>(settings_.replicas.size())) {
    addReads(set, lineage);
  }
}

// Without this message, and its retransmissions for a while, its receiver has to get the write
// later.
void LineageSearch::addCuts(const FaultSet& set, const Lineage& lineage) {
  for (const Support& support : lineage.supports) {
    if (support.from == 0 || support.from == support.holder) continue;
    for (const sim::Tick ticks : kCuts) {
      FaultSet more = set;
      more.faults.push_back(cut(support.from, support.holder, support.sentAt, ticks));
      ++more.size;
      consider(std::move(more), lineage.fewestHolders);
    }
  }
}

// A holder that restarts without its memory right after it got the write, or after the
// acknowledgement.
void LineageSearch::addOutages(const FaultSet& set, const Lineage& lineage) {
  for (const Support& support : lineage.supports) {
    for (const sim::Tick tick : {support.gotAt + 1, lineage.acknowledgedAt + 1}) {
      for (const sim::Tick ticks : kOutages) {
        if (tick + ticks >= settings_.stop) continue;
        FaultSet more = set;
        Fault crash;
        crash.kind = FaultKind::Crash;
        crash.first = crash.last = tick;
        crash.peer = support.holder;
        Fault restart = crash;
        restart.kind = FaultKind::Restart;
        restart.first = restart.last = tick + ticks;
        more.faults.push_back(crash);
        more.faults.push_back(restart);
        ++more.size;
        consider(std::move(more), lineage.fewestHolders);
      }
    }
  }
}

// Reads that do not hear of one replica: the others decide, of which most may lack the write.
void LineageSearch::addReads(const FaultSet& set, const Lineage& lineage) {
  for (const sim::PeerId unheard : settings_.replicas) {
    FaultSet more = set;
    for (const sim::Tick after : kReads) {
      const sim::Tick tick = lineage.acknowledgedAt + after;
      if (tick + kReadCut >= settings_.stop) break;
      const sim::PeerId reader = unheard % settings_.base.peers + 1;
      lab::ClientOperation read;
      read.tick = tick;
      read.client = kFirstReader + static_cast<int32_t>(more.reads.size());
      read.coordinator = reader;
      read.key = settings_.write.key;
      more.reads.push_back(read);
      more.faults.push_back(cut(reader, unheard, tick, kReadCut));
    }
    consider(std::move(more), 0);
  }
}

void LineageSearch::consider(FaultSet set, int holders) {
  lab::Schedule events;
  events.add({0, set.faults, set.reads});
  if (!known_.insert(lab::scheduleText(events)).second) return;
  const Rank rank = {holders, set.size, ++considered_};
  waiting_.emplace(rank, std::move(set));
}

Fault LineageSearch::cut(sim::PeerId from, sim::PeerId to, sim::Tick first, sim::Tick ticks) const {
  const sim::Tick last = std::max(first + 1, std::min(first + ticks, settings_.stop));
  return lab::lossOfStore({from}, {to}, first, last);
}

lab::Schedule LineageSearch::scheduleOf(const FaultSet& set) const {
  lab::Schedule schedule = settings_.base;
  schedule.isGuarded = true;
  lab::Schedule more;
  more.faults = set.faults;
  more.operations = set.reads;
  schedule.add(more);
  return schedule;
}

}  // namespace search
