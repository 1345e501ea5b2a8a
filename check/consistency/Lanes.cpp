#include "check/consistency/Lanes.h"

#include <algorithm>
#include <map>

namespace check {

namespace {

// For each lane, its operations in order of the calls.
std::vector<std::vector<int>> lanesOf(const KeyHistory& history, Ordering ordering) {
  std::vector<std::vector<int>> lanes;
  std::map<int, size_t> laneOfClient;
  for (size_t i = 0; i < history.size(); ++i) {
    const int client = history[i].call->client;
    size_t lane = lanes.size();
    if (ordering == Ordering::RealTime) {
      lane = 0;
    } else if (client != 0) {
      lane = laneOfClient.emplace(client, lane).first->second;
    }
    if (lane >= lanes.size()) lanes.emplace_back();
    lanes[lane].push_back(static_cast<int>(i));
  }
  return lanes;
}

std::vector<uint64_t> optionalEnds(const KeyHistory& history, const std::vector<int>& lane) {
  std::vector<uint64_t> ends;
  for (const int operation : lane) {
    if (history[operation].isOptional) ends.push_back(history[operation].call->finished);
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

struct End {
  uint64_t position;
  int operation;

  bool operator<(const End& other) const { return position < other.position; }
};

}  // namespace

Lanes::Lanes(const KeyHistory& history, Ordering ordering)
    : history_(history),
      isInRealTime_(ordering == Ordering::RealTime),
      laneOf_(history.size()),
      callOf_(history.size(), kNone),
      endOf_(history.size(), kNone) {
  for (const std::vector<int>& lane : lanesOf(history, ordering)) {
    int last = kEnd;
    append(kNone, false, &last);
    std::vector<End> ends;
    for (int operation : lane) {
      laneOf_[operation] = static_cast<int>(heads_.size());
      if (history[operation].isCertain())
        ends.push_back({history[operation].call->finished, operation});
    }
    heads_.push_back(last);
    latestCall_.push_back(0);
    optionalEnds_.push_back(optionalEnds(history, lane));
    left_ += static_cast<int>(ends.size());
    std::stable_sort(ends.begin(), ends.end());
    auto end = ends.begin();
    for (int operation : lane) {
      if (!history[operation].isCertain()) continue;
      // At the same position neither precedes the other, so the call comes first.
      const uint64_t called = history[operation].call->invoked;
      for (; end->position < called; ++end) append(end->operation, false, &last);
      append(operation, true, &last);
    }
    for (; end != ends.end(); ++end) append(end->operation, false, &last);
  }
}

void Lanes::append(int operation, bool isCall, int* last) {
  const int entry = static_cast<int>(next_.size());
  next_.push_back(kEnd);
  previous_.push_back(*last);
  operationOf_.push_back(isCall ? operation : kNone);
  position_.push_back(0);
  if (*last != kEnd) next_[*last] = entry;
  *last = entry;
  if (operation == kNone) return;
  (isCall ? callOf_ : endOf_)[operation] = entry;
  const Operation& call = *history_[operation].call;
  position_[entry] = isCall ? call.invoked : call.finished;
}

void Lanes::take(int operation) {
  uint64_t& latest = latestCall_[laneOf_[operation]];
  latestBefore_.push_back(latest);
  latest = std::max(latest, history_[operation].call->invoked);
  if (callOf_[operation] == kNone) return;
  unlink(callOf_[operation]);
  unlink(endOf_[operation]);
  --left_;
}

void Lanes::putBack(int operation) {
  latestCall_[laneOf_[operation]] = latestBefore_.back();
  latestBefore_.pop_back();
  if (callOf_[operation] == kNone) return;
  relink(endOf_[operation]);
  relink(callOf_[operation]);
  ++left_;
}

bool Lanes::mayTakeEffect(int operation) const {
  const Operation& call = *history_[operation].call;
  const int lane = laneOf_[operation];
  if (latestCall_[lane] > call.finished) return false;
  int entry = next_[heads_[lane]];
  while (isCall(entry)) entry = next_[entry];
  return entry == kEnd || call.invoked <= position_[entry];
}

bool Lanes::endsChance(int operation) const {
  const int lane = laneOf_[operation];
  const std::vector<uint64_t>& ends = optionalEnds_[lane];
  const auto next = std::lower_bound(ends.begin(), ends.end(), latestCall_[lane]);
  return next != ends.end() && *next < history_[operation].call->invoked;
}

uint64_t Lanes::firstEnd() const {
  if (heads_.size() != 1 || !isInRealTime_) return UINT64_MAX;
  int entry = next_[heads_.front()];
  while (isCall(entry)) entry = next_[entry];
  return entry == kEnd ? UINT64_MAX : position_[entry];
}

void Lanes::unlink(int entry) {
  next_[previous_[entry]] = next_[entry];
  if (next_[entry] != kEnd) previous_[next_[entry]] = previous_[entry];
}

void Lanes::relink(int entry) {
  next_[previous_[entry]] = entry;
  if (next_[entry] != kEnd) previous_[next_[entry]] = entry;
}

}  // namespace check
