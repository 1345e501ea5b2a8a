// Tests of SupposedList.h: what updateRing is shown, and that the peer's own list comes back.
#include "stores/SupposedList.h"

#include <gtest/gtest.h>

#include "Endpoints.h"

namespace {

std::vector<int> idsOf(const Member& member) {
  std::vector<int> ids;
  for (const MemberListEntry& entry : member.memberList) ids.push_back(entry.id);
  return ids;
}

Member memberWith(int self, const std::vector<int>& ids) {
  Member member;
  member.addr = addressOf({self, 0});
  for (const int id : ids) member.memberList.emplace_back(id, 0, 7, 90);
  return member;
}

TEST(SupposedListTest, TheOwnListComesBackWhereItWas) {
  Member member = memberWith(1, {1, 2, 3});
  const MemberListEntry* const place = member.memberList.data();
  {
    const SupposedList shown(&member, SupposedList::WithoutFirst());
    EXPECT_EQ(2u, member.memberList.size());
    EXPECT_EQ(1, member.memberList.front().id);  // Never the peer itself.
  }
  EXPECT_EQ((std::vector<int>{1, 2, 3}), idsOf(member));
  EXPECT_EQ(place, member.memberList.data());
}

TEST(SupposedListTest, NothingIsSupposedByDefault) {
  Member member = memberWith(1, {1, 2});
  const SupposedList shown(&member, {{1, 0}, {2, 0}, {3, 0}}, 100);
  EXPECT_EQ((std::vector<int>{1, 2}), idsOf(member));
}

TEST(SupposedListTest, AChangeIsOneOfWhomTheListNames) {
  SeenList seen;
  EXPECT_FALSE(seen.hasChanged(memberWith(1, {1, 2, 3})));
  EXPECT_FALSE(seen.hasChanged(memberWith(1, {3, 2, 1})));
  EXPECT_TRUE(seen.hasChanged(memberWith(1, {1, 2})));
  EXPECT_FALSE(seen.hasChanged(memberWith(1, {1, 2})));
}

}  // namespace
