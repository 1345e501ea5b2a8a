#include "check/consistency/Consistency.h"

#include <algorithm>
#include <functional>
#include <set>

#include "check/base/Wording.h"
#include "check/consistency/Contradiction.h"
#include "check/consistency/CopyValues.h"
#include "check/consistency/KeyHistory.h"
#include "check/consistency/OrderSearch.h"
#include "check/consistency/ReadRules.h"
#include "check/consistency/SmallestHistory.h"
#include "check/consistency/ViolationText.h"

namespace check {

namespace {

constexpr uint64_t kReductionBudget = 10'000'000;
constexpr uint64_t kContradictionBudget = 3'000'000;
constexpr uint64_t kLooksPerOperation = 100;  // More for long histories.

// Leaving operations out is tried up to this size of a history, and the result is shown if it has
// no more than these.
constexpr size_t kMostToLeaveOut = 5000;
constexpr size_t kFewOperations = 4;

struct KeyResult {
  std::optional<Violation> violation;
  Level undecided = Level::None;
  std::vector<int> order;  // ConsistencyResult::orders.
};

// A single hard key must not use up the budget of the others.
OrderSearchResult searchOrder(const KeyHistory& history, Ordering ordering, uint64_t* budget,
                              std::vector<size_t>* order = nullptr) {
  const uint64_t share = std::min(*budget, *budget / 4 + 1);
  uint64_t left = share;
  const OrderSearchResult result = findOrder(history, ordering, &left, order);
  *budget -= share - left;
  return result;
}

// The tables of the live peers, and where keys belong.
struct HeldCopies {
  const Stores& stores;
  const Design& design;
};

// Returns whether the write is `missed`, or may have come after it.
bool isNotOlder(const KeyOperation& write, const Operation& missed) {
  return !write.isRead() && !write.isDelete() && write.call->finished >= missed.invoked;
}

// The key's replicas that hold the value of `missed`, or a newer one, at the end: "peers 2 and 5
// hold "b"". "" if none does.
std::string heldText(const Operation& missed, const KeyHistory& history, const HeldCopies& copies) {
  std::set<std::string> values;
  for (const KeyOperation& write : history) {
    if (isNotOlder(write, missed)) values.insert(write.call->value);
  }
  std::string text;
  for (const std::string& value : values) {
    const auto replicas = replicasWith(copies.stores, missed.key, {value}, copies.design);
    if (replicas.empty()) continue;
    text += (text.empty() ? "" : ", ") + peersText(replicas) +
            (replicas.size() == 1 ? " holds \"" : " hold \"") + printable(value) + '"';
  }
  return text;
}

// The unseen write still exists: the last read returned an older value.
Finding asStale(Finding unseen) {
  unseen.pattern = Pattern::Stale;
  return unseen;
}

// The levels below Sequential, weakest first.
std::optional<Violation> findBrokenRule(const KeyHistory& history, const HeldCopies& copies) {
  const ReadRules rules(history);
  const std::optional<Finding> unseen = rules.lostWrite();
  std::string held;  // The replicas that hold the unseen write, or a newer value.
  if (unseen) {
    held = heldText(*unseen->earlier, history, copies);
    if (held.empty()) return describeFinding(Level::Durable, *unseen);
  }
  using Rule = std::optional<Finding> (ReadRules::*)() const;
  constexpr std::pair<Level, Rule> kRules[] = {
      {Level::NoResurrection, &ReadRules::deletedKeyBack},
      {Level::ReadYourWrites, &ReadRules::ownWriteUnseen},
      {Level::MonotonicReads, &ReadRules::backwardInSession},
  };
  for (const auto& [level, rule] : kRules) {
    if (const auto finding = (rules.*rule)()) return describeFinding(level, *finding, held);
  }
  // Among all stale reads, the one that missed a write that still exists.
  const std::optional<Finding> stale = unseen ? asStale(*unseen) : rules.staleRead();
  if (stale) return describeFinding(Level::Regular, *stale, held);
  return std::nullopt;
}

bool dependsOnValues(const KeyHistory& history) {
  return std::any_of(history.begin(), history.end(),
                     [](const KeyOperation& one) { return one.dependsOnValue(); });
}

Violation explainDisorder(Level level, const KeyHistory& history) {
  const Ordering ordering = level == Level::Sequential ? Ordering::Sessions : Ordering::RealTime;
  const bool hasRules = !dependsOnValues(history);
  if (level == Level::Linearizable && hasRules) {
    if (const auto finding = ReadRules(history).backwardRead()) {
      return describeFinding(level, *finding);
    }
  }
  if (hasRules && history.size() <= kMostToLeaveOut) {
    const KeyHistory fewer = smallestHistory(history, ordering, kReductionBudget);
    if (fewer.size() <= kFewOperations) return describeDisorder(level, fewer, fewer.size());
  }
  const uint64_t budget = std::max(kContradictionBudget, kLooksPerOperation * history.size());
  return describeDisorder(level, smallestContradiction(history, ordering, budget), history.size());
}

KeyResult checkKey(const KeyHistory& history, const HeldCopies& copies, uint64_t* budget) {
  KeyResult result;
  std::vector<size_t> order;
  const OrderSearchResult inRealTime = searchOrder(history, Ordering::RealTime, budget, &order);
  for (const size_t index : order) result.order.push_back(history[index].call->id);
  if (inRealTime == OrderSearchResult::Exists) return result;  // It holds all levels below, too.
  const bool hasRules = !dependsOnValues(history);
  if (hasRules) result.violation = findBrokenRule(history, copies);
  if (result.violation) return result;
  const OrderSearchResult inSessions = searchOrder(history, Ordering::Sessions, budget);
  if (inSessions == OrderSearchResult::None) {
    result.violation = explainDisorder(Level::Sequential, history);
    if (!hasRules) result.undecided = Level::Durable;
    return result;
  }
  if (inRealTime == OrderSearchResult::None) {
    result.violation = explainDisorder(Level::Linearizable, history);
  } else {
    result.undecided = Level::Linearizable;
  }
  if (inSessions == OrderSearchResult::Undecided) {
    result.undecided = hasRules ? Level::Sequential : Level::Durable;
  }
  return result;
}

Level below(Level level) { return static_cast<Level>(static_cast<uint8_t>(level) - 1); }

}  // namespace

std::string levelName(Level level) { return kLevelNames[static_cast<size_t>(level)]; }

std::optional<Level> levelNamed(const std::string& name) {
  const auto found = std::find(kLevelNames.begin(), kLevelNames.end(), name);
  if (found == kLevelNames.end()) return std::nullopt;
  return static_cast<Level>(found - kLevelNames.begin());
}

ConsistencyResult checkConsistency(const std::vector<Operation>& operations, uint64_t budget,
                                   const Stores& stores, const Design& design) {
  ConsistencyResult result;
  for (const auto& [key, history] : splitByKey(operations)) {
    KeyResult ofKey = checkKey(history, {stores, design}, &budget);
    result.hasOrdersAlone |= dependsOnValues(history);
    if (!ofKey.order.empty()) result.orders.emplace(key, std::move(ofKey.order));
    if (ofKey.violation && ofKey.violation->level == Level::Durable) ++result.keysWithLostWrites;
    const Level undecided = ofKey.undecided;
    if (undecided != Level::None) {
      const bool isFirst = result.undecided == Level::None;
      result.undecided = isFirst ? undecided : std::min(result.undecided, undecided);
    }
    const bool isWeaker =
        ofKey.violation && (!result.violation || ofKey.violation->level < result.violation->level);
    if (isWeaker) result.violation = std::move(ofKey.violation);
  }
  if (result.violation && result.undecided >= result.violation->level) {
    result.undecided = Level::None;
  }
  result.held = Level::Linearizable;
  if (result.violation) result.held = below(result.violation->level);
  if (result.undecided != Level::None) result.held = below(result.undecided);
  return result;
}

}  // namespace check
