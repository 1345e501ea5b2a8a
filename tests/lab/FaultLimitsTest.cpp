// Tests of lab/FaultLimits.h.
#include "lab/FaultLimits.h"

#include <gtest/gtest.h>

#include "lab/ScheduleText.h"

namespace lab {
namespace {

using Clauses = std::vector<std::string>;

Clauses outsideOf(const std::string& text, const FaultLimits& limits = {}) {
  std::vector<std::string> errors;
  Schedule schedule = readScheduleText(text, "s", 7, &errors);
  for (const std::string& error : errors) ADD_FAILURE() << error;
  if (schedule.peers == 0) schedule.peers = 7;
  return whatIsOutside(schedule, limits);
}

TEST(FaultLimitsTest, whatIsOutside_nothingInside) {
  EXPECT_EQ(Clauses{}, outsideOf("from 150 to 450 drop 0.3\nat 460 crash 4\nat 500 restart 4\n"
                                 "from 520 to 526 isolate 2\nat 600 leave 3\n"));
}

TEST(FaultLimitsTest, whatIsOutside_moreLossInSmallGroups) {
  EXPECT_EQ(Clauses{"loss is 31 %, of 30"}, outsideOf("from 150 to 450 drop 0.31\n"));
  EXPECT_EQ(Clauses{"loss is 30 %, of 20"}, outsideOf("peers 3\nfrom 150 to 450 drop 0.3\n"));
}

TEST(FaultLimitsTest, whatIsOutside_longInterruptions) {
  EXPECT_EQ(Clauses{"a partition lasts 60 ticks, of 6"},
            outsideOf("from 200 to 260 partition 1,2 | 3,4\n"));
  EXPECT_EQ(Clauses{"partitions or pauses follow each other after less than 12 ticks"},
            outsideOf("from 200 to 206 isolate 3\nfrom 210 to 216 pause 4\n"));
}

TEST(FaultLimitsTest, whatIsOutside_changesAtOnce) {
  EXPECT_EQ(Clauses{"two changes of the group at once"},
            outsideOf("at 200 crash 4\nat 200 crash 5\n"));
  EXPECT_EQ(Clauses{"peer 1 is lost for good"}, outsideOf("at 200 crash 1\n"));
  EXPECT_EQ(Clauses{"fewer than 3 peers stay"}, outsideOf("peers 3\nat 200 leave 2\n"));
}

TEST(FaultLimitsTest, whatIsOutside_ofAFixedGroup) {
  const FaultLimits fixed = {.hasFixedGroup = true};
  EXPECT_EQ(Clauses{}, outsideOf("at 200 crash 4\nat 201 crash 1\nat 205 restart 4\n"
                                 "at 206 crash 3\nat 210 restart 1\nat 220 restart 3\n",
                                 fixed));
  EXPECT_EQ(Clauses{"a peer crashes for good"}, outsideOf("at 200 crash 4\n", fixed));
  EXPECT_EQ(
      Clauses{"two peers that hold copies are down at once"},
      outsideOf("at 200 crash 4\nat 201 crash 5\nat 210 restart 4\nat 211 restart 5\n", fixed));
  EXPECT_EQ(Clauses{"a peer joins"}, outsideOf("at 200 join 7\n", fixed));
}

}  // namespace
}  // namespace lab
