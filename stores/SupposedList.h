// The suppositions about member lists (lab/WhatIf.h), done to a peer's Member from outside.
#ifndef SUPPOSEDLIST_H_
#define SUPPOSEDLIST_H_

#include <vector>

#include "Member.h"
#include "sim/Event.h"

// The list that updateRing is shown, for as long as this lives; the peer's own comes back after it,
// in the memory where it was, so that iterators into it (Member::myPos) stay good.
class SupposedList {
 public:
  // Nothing happens if nothing is supposed. `running`: the live peers. Borrows `member`.
  SupposedList(Member* member, const std::vector<sim::Endpoint>& running, int tick);

  // The list without the other peer that comes first on the ring: what has changed at the ring's
  // end, has then changed at its beginning, too.
  struct WithoutFirst {};
  SupposedList(Member* member, WithoutFirst);

  ~SupposedList();
  SupposedList(const SupposedList&) = delete;
  SupposedList& operator=(const SupposedList&) = delete;

 private:
  Member* const member_;  // Null: nothing is supposed.
  std::vector<MemberListEntry> own_;
};

// Whom a list names, to see when that changes.
class SeenList {
 public:
  // Since the last call; false for the first.
  bool hasChanged(const Member& member);

 private:
  std::vector<sim::Endpoint> peers_;
};

// The timestamps before and after a peer's turn (HonestStamps, FreshStamps).
class SupposedStamps {
 public:
  // Before the turn.
  SupposedStamps(Member* member, const std::vector<sim::Endpoint>& running, int tick);
  // After it.
  ~SupposedStamps();
  SupposedStamps(const SupposedStamps&) = delete;
  SupposedStamps& operator=(const SupposedStamps&) = delete;

 private:
  Member* const member_;
  std::vector<MemberListEntry> before_;  // Empty if stamps need not be honest.
};

#endif  // SUPPOSEDLIST_H_
