// The client calls of a run that have no result yet.
//
// How a call finds its answer: a coordinator's result line names no call, only the operation and
// the key. So it answers a call of the same coordinator, operation and key, and of several the one
// that was made first. Taking an earlier call for a later one only makes the earlier one look
// longer. Code that matches results by another rule says so in its comment.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/Event.h"

namespace sim {

// What a result line names its call by. Ordered by coordinators first.
struct CallName {
  Endpoint coordinator;
  Operation operation = Operation::Create;
  std::string key;

  // Not <=>, which strings of some standard libraries of the supported age lack.
  bool operator==(const CallName&) const = default;
  bool operator<(const CallName& other) const {
    return std::tie(coordinator, operation, key) <
           std::tie(other.coordinator, other.operation, other.key);
  }
};

// Of an OperationInvoked or an OperationFinished.
inline CallName callNameOf(const Event& event) {
  return {event.node, event.operation, std::string(event.key)};
}

// `Call`: what is kept of each.
template <typename Call>
class OpenCalls {
 public:
  void open(CallName name, Call call) { calls_[std::move(name)].push_back(std::move(call)); }

  // Closes the call that a result of this name answers. Nothing if none is open.
  std::optional<Call> close(const CallName& name) {
    return close(name, [](const Call&) { return true; });
  }

  // The same, if the result tells more of its call than the name: the first that `isPreferred`, or,
  // if none is, the first.
  template <typename IsPreferred>
  std::optional<Call> close(const CallName& name, IsPreferred isPreferred) {
    const auto found = calls_.find(name);
    if (found == calls_.end()) return std::nullopt;
    std::vector<Call>& calls = found->second;
    auto call = std::find_if(calls.begin(), calls.end(), isPreferred);
    if (call == calls.end()) call = calls.begin();
    Call closed = std::move(*call);
    calls.erase(call);
    if (calls.empty()) calls_.erase(found);
    return closed;
  }

  bool has(const CallName& name) const { return calls_.count(name) > 0; }

  // visit(name, call), in the order of the names.
  template <typename Visit>
  void forEach(Visit visit) {
    for (auto& [name, calls] : calls_) {
      for (Call& call : calls) visit(name, call);
    }
  }
  template <typename Visit>
  void forEach(Visit visit) const {
    for (const auto& [name, calls] : calls_) {
      for (const Call& call : calls) visit(name, call);
    }
  }

  // visit(call), of those on this coordinator.
  template <typename Visit>
  void forEachOn(const Endpoint& coordinator, Visit visit) {
    for (auto named = firstOn(coordinator); isOn(named, coordinator); ++named) {
      for (Call& call : named->second) visit(call);
    }
  }

  // They will get no answer: the coordinator has lost its memory.
  void forgetOn(const Endpoint& coordinator) {
    auto end = firstOn(coordinator);
    const auto begin = end;
    while (isOn(end, coordinator)) ++end;
    calls_.erase(begin, end);
  }

 private:
  using Calls = std::map<CallName, std::vector<Call>>;  // None is empty; the oldest call first.

  typename Calls::iterator firstOn(const Endpoint& coordinator) {
    return calls_.lower_bound({coordinator, Operation{}, ""});
  }
  bool isOn(typename Calls::iterator named, const Endpoint& coordinator) const {
    return named != calls_.end() && named->first.coordinator == coordinator;
  }

  Calls calls_;
};

}  // namespace sim
