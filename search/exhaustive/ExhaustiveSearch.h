// Enumerates every set of up to a number of faults in a window of ticks.
//
// The search goes level by level: all sets of one fault, then all of two, and so on. The run of a
// set shows which faults could be added to it, so a level can only be built once the previous one
// has been run. Faults are only ever appended in order, so each set is generated once. Bounded
// exhaustive search of faults, as in Leesatapornwongsa et al., SAMC, 2014.
#pragma once

#include <cstdint>
#include <vector>

#include "lab/Schedule.h"
#include "search/exhaustive/Extensions.h"
#include "search/exhaustive/WindowRecord.h"

namespace search {

class ExhaustiveSearch {
 public:
  // Begins with the level of no fault, which has one set.
  explicit ExhaustiveSearch(const ExhaustiveSettings& settings) : settings_(settings) {}

  // The faults of each set of this level.
  int level() const { return level_; }
  uint64_t levelSize() const { return levelSize_; }

  // REQUIRES: index < levelSize().
  std::vector<lab::Fault> faultsOfSet(uint64_t index) const;

  // Whether extend() needs the records of this level.
  bool isExtended() const { return level_ < settings_.mostFaults; }

  // Extends a set whose run held. Call it at most once for each set, in the order of the indices.
  void extend(uint64_t index, const WindowRecord& record);

  // Counts a set whose run showed that the guarantee does not allow its crashes and restarts.
  void noteForbidden() { ++omitted_.outside; }

  // Call it after all sets of this level. Returns false if this was the last level.
  bool goToNextLevel();

  const Omitted& omitted() const { return omitted_; }

 private:
  // A set, and the steps that extend it.
  struct Node {
    Steps steps;
    int level = 0;
    Steps single;
    Steps outages;
  };

  // The sets of this level that extend a node by one fault, or by an outage.
  struct Block {
    uint64_t first = 0;  // The index of its first set.
    size_t node = 0;
    const Steps Node::*extensions = nullptr;
  };

  Steps stepsOf(uint64_t index) const;
  void addBlock(size_t node, const Steps Node::*extensions);

  const ExhaustiveSettings settings_;
  int level_ = 0;
  uint64_t levelSize_ = 1;
  std::vector<Node> nodes_;
  std::vector<Block> blocks_;  // Of this level, by first index. Empty at level 0.
  Omitted omitted_;
};

}  // namespace search
