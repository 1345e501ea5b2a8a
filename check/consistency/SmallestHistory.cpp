#include "check/consistency/SmallestHistory.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "check/consistency/OrderSearch.h"

namespace check {

namespace {

constexpr uint64_t kTriesPerOperation = 20;
constexpr uint64_t kLeastTries = 1000;

class Reducer {
 public:
  Reducer(const KeyHistory& history, Ordering ordering, uint64_t budget)
      : history_(history), ordering_(ordering), budget_(budget) {}

  KeyHistory run() {
    dropNeeds();
    dropOperations();
    dropOperations();  // Now without the reads that some operations had to stay for.
    return history_;
  }

 private:
  using Indices = std::vector<size_t>;  // Indices of history_, ascending.

  // Leaves out as many of `items` as it can while the resulting history has no order, and makes
  // that the history. `support` adds to some items those that must stay with them.
  template <typename Support, typename Build>
  void reduce(Indices items, Support support, Build build) {
    for (size_t size = items.size(); size > 0; size /= 2) {
      for (size_t begin = 0; begin < items.size() && canAfford();) {
        const size_t end = std::min(begin + size, items.size());
        Indices fewer = items;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(begin),
                    fewer.begin() + static_cast<std::ptrdiff_t>(end));
        fewer = support(fewer, items);
        if (fewer.size() < items.size() && isWrong(build(fewer))) {
          items = std::move(fewer);
        } else {
          begin = end;
        }
      }
    }
    history_ = build(items);
  }

  // A try costs at least one look at the whole history.
  bool canAfford() const { return budget_ >= history_.size(); }

  // A try that is hard to decide counts as right, because the others need the budget, too.
  bool isWrong(const KeyHistory& history) {
    budget_ -= std::min<uint64_t>(budget_, history_.size());
    const uint64_t share = std::min(budget_, kTriesPerOperation * history.size() + kLeastTries);
    uint64_t left = share;
    const OrderSearchResult result = findOrder(history, ordering_, &left);
    budget_ -= share - left;
    return result == OrderSearchResult::None;
  }

  // Drops the precondition that the key is present, if the history is wrong without it.
  void dropNeeds() {
    Indices needing;
    for (size_t i = 0; i < history_.size(); ++i) {
      if (history_[i].needsPresent) needing.push_back(i);
    }
    const auto nothing = [](const Indices& kept, const Indices&) { return kept; };
    reduce(needing, nothing, [&](const Indices& kept) {
      KeyHistory history = history_;
      for (size_t i : needing) history[i].needsPresent = false;
      for (size_t i : kept) history[i].needsPresent = true;
      return history;
    });
  }

  void dropOperations() {
    Indices all(history_.size());
    std::iota(all.begin(), all.end(), 0);
    const bool somebodyNeeds = std::any_of(history_.begin(), history_.end(),
                                           [](const auto& entry) { return entry.needsPresent; });
    const auto support = [&](const Indices& kept, const Indices& of) {
      return withSupport(kept, of, somebodyNeeds);
    };
    reduce(all, support, [&](const Indices& kept) {
      KeyHistory history;
      for (size_t i : kept) history.push_back(history_[i]);
      return history;
    });
  }

  // `kept`, and those of `all` that they depend on.
  Indices withSupport(const Indices& kept, const Indices& all, bool somebodyNeeds) const {
    std::set<int> read;  // Values.
    for (size_t i : kept) {
      if (history_[i].isRead()) read.insert(history_[i].value);
    }
    Indices result;
    auto next = kept.begin();
    for (size_t i : all) {
      const KeyOperation& entry = history_[i];
      const bool isKept = next != kept.end() && *next == i;
      if (isKept) ++next;
      const bool sets = entry.isCreate() || entry.isUpdate();
      const bool supports = !entry.isRead() && (read.count(entry.value) > 0 ||
                                                (somebodyNeeds && sets) || entry.needsPresent);
      if (isKept || supports) result.push_back(i);
    }
    return result;
  }

  KeyHistory history_;
  const Ordering ordering_;
  uint64_t budget_;
};

}  // namespace

KeyHistory smallestHistory(const KeyHistory& history, Ordering ordering, uint64_t budget) {
  return Reducer(history, ordering, budget).run();
}

}  // namespace check
