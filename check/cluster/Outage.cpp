#include "check/cluster/Outage.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace check {

namespace {

using Calls = std::vector<const Operation*>;  // By invocation.

Calls inOrderOfAnswers(const Calls& calls) {
  Calls answered;
  for (const Operation* call : calls) {
    if (call->outcome != Outcome::Unknown) answered.push_back(call);
  }
  std::sort(answered.begin(), answered.end(),
            [](const Operation* a, const Operation* b) { return a->finished < b->finished; });
  return answered;
}

sim::Tick longestOutage(const Calls& calls) {
  sim::Tick longest = 0;
  size_t next = 0;  // The first call that was made after the answers so far.
  for (const Operation* answered : inOrderOfAnswers(calls)) {
    if (next < calls.size()) {
      longest = std::max(longest, answered->finishedAt - calls[next]->invokedAt);
    }
    while (next < calls.size() && calls[next]->invoked < answered->finished) ++next;
  }
  for (size_t i = next; i < calls.size(); ++i) {
    const sim::Tick end = std::max(calls[i]->finishedAt, calls[i]->invokedAt);
    longest = std::max(longest, end - calls[next]->invokedAt);
  }
  return longest;
}

}  // namespace

Outages measureOutages(const std::vector<Operation>& operations) {
  std::map<std::pair<bool, std::string>, Calls> byKey;  // Whether they are reads, and the key.
  for (const Operation& one : operations) {
    byKey[{one.kind == sim::Operation::Read, one.key}].push_back(&one);
  }
  Outages outages;
  for (const auto& [group, calls] : byKey) {
    sim::Tick& longest = group.first ? outages.reads : outages.writes;
    longest = std::max(longest, longestOutage(calls));
  }
  return outages;
}

}  // namespace check
