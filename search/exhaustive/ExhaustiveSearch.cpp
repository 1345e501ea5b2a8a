#include "search/exhaustive/ExhaustiveSearch.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "host/Check.h"

namespace search {

std::vector<lab::Fault> ExhaustiveSearch::faultsOfSet(uint64_t index) const {
  CHECK(index < levelSize_);
  return faultsOf(stepsOf(index));
}

Steps ExhaustiveSearch::stepsOf(uint64_t index) const {
  if (level_ == 0) return {};
  const auto after =
      std::upper_bound(blocks_.begin(), blocks_.end(), index,
                       [](uint64_t place, const Block& block) { return place < block.first; });
  const Block& block = *std::prev(after);
  const Node& node = nodes_[block.node];
  Steps steps = node.steps;
  steps.push_back((node.*block.extensions)[index - block.first]);
  return steps;
}

void ExhaustiveSearch::extend(uint64_t index, const WindowRecord& record) {
  if (!isExtended()) return;
  Steps steps = stepsOf(index);
  Extensions extensions = extensionsOf(steps, record, settings_);
  omitted_.add(extensions.omitted);
  nodes_.push_back(
      {std::move(steps), level_, std::move(extensions.single), std::move(extensions.outages)});
}

bool ExhaustiveSearch::goToNextLevel() {
  if (level_ >= settings_.mostFaults) return false;
  ++level_;
  levelSize_ = 0;
  blocks_.clear();
  for (size_t node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].level == level_ - 1) addBlock(node, &Node::single);
    if (nodes_[node].level == level_ - 2) addBlock(node, &Node::outages);
  }
  return true;
}

void ExhaustiveSearch::addBlock(size_t node, const Steps Node::*extensions) {
  const size_t size = (nodes_[node].*extensions).size();
  if (size == 0) return;
  blocks_.push_back({levelSize_, node, extensions});
  levelSize_ += size;
}

}  // namespace search
