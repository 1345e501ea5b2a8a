// Tests of lab/GroupChanges.h.
#include "lab/GroupChanges.h"

#include <gtest/gtest.h>

#include "lab/ScheduleText.h"

namespace lab {
namespace {

class FakeRecovery : public Recovery {
 public:
  explicit FakeRecovery(const FaultLimits& limits = {}) : limits_(limits) {}

  const FaultLimits& limits() const override { return limits_; }
  void begin() override { isOver = false; }
  bool advance() override { return isOver; }

  bool isOver = false;

 private:
  const FaultLimits limits_;
};

Schedule scheduleOf(const std::string& text) {
  std::vector<std::string> errors;
  Schedule schedule = readScheduleText(text, "s", 5, &errors);
  for (const std::string& error : errors) ADD_FAILURE() << error;
  return schedule;
}

constexpr char kTwoOutages[] =
    "guarded\nat 100 crash 2\nat 105 restart 2 with memory\nat 106 crash 3\nat 112 restart 3\n";

TEST(GroupChangesTest, changesGroup_onlyWhatDoes) {
  EXPECT_TRUE(changesGroup(FaultKind::Crash));
  EXPECT_TRUE(changesGroup(FaultKind::Join));
  EXPECT_FALSE(changesGroup(FaultKind::Pause));
  EXPECT_FALSE(changesGroup(FaultKind::Drop));
}

TEST(GroupChangesTest, peersThatMayDepart_whomNoChangeNames) {
  const FaultLimits limits;
  EXPECT_EQ((std::vector<sim::PeerId>{3, 4}),
            peersThatMayDepart(scheduleOf("peers 5\nat 100 crash 2\nat 110 restart 2\n"
                                          "at 100 join 5\nfrom 120 to 125 pause 4\n"),
                               limits));
  EXPECT_EQ((std::vector<sim::PeerId>{2, 3}),
            peersThatMayDepart(scheduleOf("peers 4\nat 100 crash 4\nat 110 restart 4\n"), limits));
  EXPECT_TRUE(peersThatMayDepart(scheduleOf("peers 4\nat 100 leave 4\n"), limits).empty());
  EXPECT_TRUE(peersThatMayDepart(scheduleOf("peers 3\n"), limits).empty());
}

TEST(GroupChangesTest, whyForbidden_untilTheCopiesHaveRecovered) {
  const Schedule schedule = scheduleOf(kTwoOutages);
  FakeRecovery recovery;
  GroupChanges changes(schedule, &recovery);
  EXPECT_STREQ("", changes.whyForbidden(schedule.faults[0], 5));
  changes.note(schedule.faults[0]);
  EXPECT_STREQ("", changes.whyForbidden(schedule.faults[1], 4)) << "the end of the same outage";
  changes.note(schedule.faults[1]);
  changes.advance();
  EXPECT_STREQ("the copies had not recovered from the change before it",
               changes.whyForbidden(schedule.faults[2], 5));
  recovery.isOver = true;
  changes.advance();
  EXPECT_STREQ("", changes.whyForbidden(schedule.faults[2], 5));
}

TEST(GroupChangesTest, whyForbidden_allowsAsManyCrashesAtOnceAsTheDesign) {
  const Schedule schedule = scheduleOf(
      "guarded\nat 100 crash 2\nat 100 crash 3\nat 101 crash 4\nat 101 leave 4\n"
      "at 140 crash 5\nat 150 restart 5\n");
  FakeRecovery recovery({.crashesAtOnce = 2});
  GroupChanges changes(schedule, &recovery);
  changes.note(schedule.faults[0]);
  EXPECT_STREQ("", changes.whyForbidden(schedule.faults[1], 5));
  EXPECT_STREQ("fewer than three peers would have stayed",
               changes.whyForbidden(schedule.faults[1], 3));
  const char kNotRecovered[] = "the copies had not recovered from the change before it";
  EXPECT_STREQ(kNotRecovered, changes.whyForbidden(schedule.faults[3], 5)) << "a leave";
  EXPECT_STREQ(kNotRecovered, changes.whyForbidden(schedule.faults[4], 5)) << "a restart follows";
  changes.note(schedule.faults[1]);
  EXPECT_STREQ(kNotRecovered, changes.whyForbidden(schedule.faults[2], 5)) << "the third";
  recovery.isOver = true;
  changes.advance();
  changes.note(schedule.faults[3]);
  EXPECT_STREQ(kNotRecovered, changes.whyForbidden(schedule.faults[2], 5)) << "after a leave";
}

TEST(GroupChangesTest, whyForbidden_whileAPeerIsStillToReturn) {
  const Schedule schedule = scheduleOf(kTwoOutages);
  FakeRecovery recovery;
  GroupChanges changes(schedule, &recovery);
  changes.note(schedule.faults[0]);
  recovery.isOver = true;
  changes.advance();
  EXPECT_STREQ("the peer that had crashed before was still down",
               changes.whyForbidden(schedule.faults[2], 4));
}

TEST(GroupChangesTest, whyForbidden_afterALossOfMemoryUntilItsOperationsAreOver) {
  const Schedule schedule =
      scheduleOf("guarded\nat 100 crash 2\nat 105 restart 2\nat 128 crash 3\nat 129 crash 3\n");
  FakeRecovery recovery;
  GroupChanges changes(schedule, &recovery);
  changes.note(schedule.faults[0]);
  changes.note(schedule.faults[1]);
  recovery.isOver = true;
  changes.advance();
  EXPECT_STREQ("operations of before the restart may still have been open",
               changes.whyForbidden(schedule.faults[2], 5));
  EXPECT_STREQ("", changes.whyForbidden(schedule.faults[3], 5));
}

TEST(GroupChangesTest, whyForbidden_threePeersStay) {
  const Schedule schedule = scheduleOf(
      "guarded\nat 100 crash 2\nat 200 leave 3\nat 210 crash 4\n"
      "at 220 restart 4\n");
  FakeRecovery recovery;
  GroupChanges changes(schedule, &recovery);
  EXPECT_STREQ("", changes.whyForbidden(schedule.faults[0], 4));
  EXPECT_STREQ("fewer than three peers would have stayed",
               changes.whyForbidden(schedule.faults[1], 3));
  EXPECT_STREQ("", changes.whyForbidden(schedule.faults[2], 3)) << "it comes back";
}

TEST(GroupChangesTest, whyForbidden_nothingWithoutTheGuard) {
  const Schedule schedule = scheduleOf("at 100 crash 2\nat 101 crash 3\n");
  FakeRecovery recovery;
  GroupChanges changes(schedule, &recovery);
  changes.note(schedule.faults[0]);
  EXPECT_STREQ("", changes.whyForbidden(schedule.faults[1], 1));
}

class FixedGroup : public Recovery {
 public:
  const FaultLimits& limits() const override { return limits_; }
  void begin() override {}
  bool advance() override { return false; }

 private:
  const FaultLimits limits_ = {.hasFixedGroup = true};
};

TEST(GroupChangesTest, whyForbidden_inAFixedGroup) {
  const Schedule schedule = scheduleOf(
      "guarded\nat 100 crash 2\nat 101 crash 1\nat 102 crash 3\nat 103 leave 4\nat 104 join 5\n"
      "at 105 restart 1\nat 106 restart 2\nat 107 crash 3\nat 110 restart 3\nat 120 crash 4\n");
  FixedGroup group;
  GroupChanges changes(schedule, &group);
  const char* const kExpected[] = {"",
                                   "",
                                   "another peer that holds copies was still down",
                                   "the store's group is fixed",
                                   "the store's group is fixed",
                                   "",
                                   "",
                                   "",
                                   "",
                                   "the store's group is fixed, and the peer would not have come "
                                   "back"};
  for (size_t i = 0; i < schedule.faults.size(); ++i) {
    EXPECT_STREQ(kExpected[i], changes.whyForbidden(schedule.faults[i], 5)) << i;
    if (*kExpected[i] == '\0') changes.note(schedule.faults[i]);
  }
}

}  // namespace
}  // namespace lab
