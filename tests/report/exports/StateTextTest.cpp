// Tests of report/exports/StateText.h.
#include "report/exports/StateText.h"

#include <gtest/gtest.h>

#include "tests/support/TraceText.h"

namespace report {
namespace {

TEST(StateTextTest, stateText_atATick) {
  EXPECT_EQ(R"(the group at the end of tick 12 (of 30), testcases/create.conf, seed 7
fault: from 10 to 20 partition 1,2 | 3

peer  place  state  in group  beat  lists  copies  does not list  lists wrongly
   1    100  up     yes          1      1       1  3              -
   2    200  up     yes          0      2       0  3              9:4
   3    300  up     no           0      0       1  1, 2           -

key    place  held by  text
apple     83  1, 3     red
)",
            stateText(sampleTrace(), 12));
}

TEST(StateTextTest, stateText_whoIsDownIsNotMissed) {
  const std::string text = stateText(sampleTrace(), 14);
  EXPECT_NE(std::string::npos, text.find("   2    200  up      yes          0      2       0"))
      << text;
  EXPECT_NE(std::string::npos, text.find("   3    300  failed  no "));
  EXPECT_EQ(std::string::npos, stateText(sampleTrace(), 25).find("fault:"));
}

TEST(StateTextTest, stateText_copiesThatDifferHaveALineEach) {
  const Trace trace = traceOf(traceHeader() +
                              "key 5 k\nt 0\nat 1\nb+ 0 0 new\nat 2\nb+ 0 0 old\nb+ 1 0 old\nat 3\n"
                              "b+ 0 0 new\n" +
                              traceEnd());
  const std::string text = stateText(trace, 0);
  EXPECT_NE(std::string::npos, text.find("key  place  held by  text\n"
                                         "k        5  1, 3     new\n"
                                         "            2        old\n"))
      << text;
}

TEST(StateTextTest, stateText_manyMissingAreCounted) {
  std::string lines = traceHeader(30) + "t 0\n";
  for (int peer = 1; peer <= 30; ++peer) lines += "up " + std::to_string(peer) + "\n";
  const std::string text = stateText(traceOf(lines + traceEnd()), 0);
  EXPECT_NE(std::string::npos, text.find("29 peers"));
  EXPECT_NE(std::string::npos, text.find("no peer holds a copy of a key\n"));
}

}  // namespace
}  // namespace report
