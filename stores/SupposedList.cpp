#include "stores/SupposedList.h"

#include <algorithm>

#include "Endpoints.h"
#include "Node.h"
#include "lab/WhatIf.h"

namespace {

using sim::Endpoint;
using List = std::vector<MemberListEntry>;

bool isOf(const MemberListEntry& entry, const Endpoint& peer) {
  return entry.id == peer.id && entry.port == peer.port;
}

List::const_iterator findIn(const List& list, const Endpoint& peer) {
  return std::find_if(list.begin(), list.end(),
                      [&peer](const MemberListEntry& entry) { return isOf(entry, peer); });
}

bool contains(const std::vector<Endpoint>& peers, const MemberListEntry& entry) {
  return std::any_of(peers.begin(), peers.end(),
                     [&entry](const Endpoint& peer) { return isOf(entry, peer); });
}

// Who is in no list of its own stays out of it: such code adds itself elsewhere.
List completed(const List& list, const Endpoint& self, const std::vector<Endpoint>& running,
               int tick) {
  List complete;
  for (const MemberListEntry& entry : list) {
    if (contains(running, entry)) complete.push_back(entry);
  }
  for (const Endpoint& peer : running) {
    if (peer == self || findIn(list, peer) != list.end()) continue;
    complete.emplace_back(peer.id, peer.port, 0, tick);
  }
  return complete;
}

}  // namespace

SupposedList::SupposedList(Member* member, const std::vector<Endpoint>& running, int tick)
    : member_(lab::isSupposed(lab::WhatIf::OwnEntry) || lab::isSupposed(lab::WhatIf::CompleteLists)
                  ? member
                  : nullptr) {
  if (member_ == nullptr) return;
  const Endpoint self = endpointOf(member->addr);
  List shown = member->memberList;
  if (lab::isSupposed(lab::WhatIf::CompleteLists)) shown = completed(shown, self, running, tick);
  // One that is there is not doubled: the peer would stand on its ring twice.
  if (lab::isSupposed(lab::WhatIf::OwnEntry) && findIn(shown, self) == shown.end()) {
    shown.emplace_back(self.id, self.port, member->heartbeat, tick);
  }
  own_.swap(member->memberList);
  member->memberList.swap(shown);
}

SupposedList::SupposedList(Member* member, WithoutFirst) : member_(member) {
  const Endpoint self = endpointOf(member->addr);
  List shown;
  size_t first = 0;  // Its place, from 1.
  size_t lowest = 0;
  for (const MemberListEntry& entry : member->memberList) {
    shown.push_back(entry);
    const Endpoint peer{entry.id, entry.port};
    if (peer == self) continue;
    const size_t hash = Node(addressOf(peer)).getHashCode();
    if (first > 0 && hash >= lowest) continue;
    first = shown.size();
    lowest = hash;
  }
  if (first > 0) shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(first) - 1);
  own_.swap(member->memberList);
  member->memberList.swap(shown);
}

SupposedList::~SupposedList() {
  if (member_ != nullptr) member_->memberList.swap(own_);
}

bool SeenList::hasChanged(const Member& member) {
  std::vector<Endpoint> now;
  for (const MemberListEntry& entry : member.memberList) now.push_back({entry.id, entry.port});
  std::sort(now.begin(), now.end());
  const bool isFirst = peers_.empty();
  const bool hasChanged = now != peers_;
  peers_.swap(now);
  return hasChanged && !isFirst;
}

SupposedStamps::SupposedStamps(Member* member, const std::vector<Endpoint>& running, int tick)
    : member_(member) {
  if (lab::isSupposed(lab::WhatIf::FreshStamps)) {
    for (MemberListEntry& entry : member->memberList) {
      if (contains(running, entry)) entry.timestamp = tick;
    }
  }
  if (lab::isSupposed(lab::WhatIf::HonestStamps)) before_ = member->memberList;
}

SupposedStamps::~SupposedStamps() {
  const Endpoint self = endpointOf(member_->addr);
  for (const MemberListEntry& before : before_) {
    if (isOf(before, self)) continue;
    for (MemberListEntry& entry : member_->memberList) {
      const bool isSame = entry.id == before.id && entry.port == before.port;
      if (isSame && entry.heartbeat <= before.heartbeat) {
        entry.timestamp = std::min(entry.timestamp, before.timestamp);
      }
    }
  }
}
