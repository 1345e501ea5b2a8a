// Enumerates every set of up to a number of faults in a window of ticks.
//
// The sets come level by level: those of one fault, of two, and so on. The run of a set shows what
// a further fault can concern, so a set's runs need those of the level before. A set is reached by
// its faults in their order alone, so it comes once. Bounded exhaustive search of faults, as in
// Leesatapornwongsa et al., SAMC, 2014.
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

  // After the run of a set that holds: it is extended. Others are left as they are. Once for each
  // set, in the order of the indices.
  void extend(uint64_t index, const WindowRecord& record);

  // The guarantee does not allow the changes of peers of a set, as its run has shown.
  void noteForbidden() { ++omitted_.outside; }

  // After all sets of this level. Returns false if there is no further one.
  bool goToNextLevel();

  const Omitted& omitted() const { return omitted_; }

 private:
  // A set that is extended.
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
