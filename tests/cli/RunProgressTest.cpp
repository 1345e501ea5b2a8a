// Tests of cli/RunProgress.h.
#include "cli/RunProgress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace cli {
namespace {

class RunProgressTest : public testing::Test {
 protected:
  // What `use` makes it write to stderr; what goes to the lines is in `out`.
  template <typename Use>
  std::string barOf(host::ProgressStyle style, Use use) {
    testing::internal::CaptureStderr();
    {
      Surroundings surroundings;
      surroundings.progress = style;
      surroundings.seconds = [this] { return now; };
      RunProgress progress(&out, surroundings);
      use(&progress);
    }
    return testing::internal::GetCapturedStderr();
  }

  double now = 100;
  std::ostringstream out;
};

TEST_F(RunProgressTest, lines_arePassedOn) {
  EXPECT_EQ("", barOf(host::ProgressStyle::Bar, [](RunProgress* progress) {
              progress->lines() << "a" << 1 << '\n' << std::string(10000, 'x') << std::endl;
            }));
  EXPECT_EQ("a1\n" + std::string(10000, 'x') + "\n", out.str());
}

TEST_F(RunProgressTest, show_notOfAShortRun) {
  EXPECT_EQ("", barOf(host::ProgressStyle::Bar, [&](RunProgress* progress) {
              for (int tick = 1; tick <= 700; ++tick) {
                progress->show(tick, 700);
                now += 1.9 / 700;
              }
            }));
}

// A line takes the bar away, and a later tick brings it back.
TEST_F(RunProgressTest, show_aLongRunAndItsLines) {
  const std::string kBar = "\r[######........................] 20% of 700 ticks, about 8 s left";
  const std::string kErasure = "\r" + std::string(kBar.size() - 1, ' ') + "\r";
  const std::string kLater = "\r[######........................] 21% of 700 ticks, about 8 s left";
  EXPECT_EQ(kBar + kErasure + kLater + kErasure,
            barOf(host::ProgressStyle::Bar, [&](RunProgress* progress) {
              progress->show(70, 700);
              now += 2;
              progress->show(140, 700);
              progress->lines() << "Reading the key" << std::endl;
              now += 0.11;
              progress->show(147, 700);
            }));
  EXPECT_EQ("Reading the key\n", out.str());
}

TEST_F(RunProgressTest, show_nobodyLooksOn) {
  EXPECT_EQ("", barOf(host::ProgressStyle::None, [&](RunProgress* progress) {
              now += 10;
              progress->show(1, 700);
              progress->lines() << "line\n";
              progress->show(2, 700);
            }));
  EXPECT_EQ("line\n", out.str());
}

TEST_F(RunProgressTest, show_linesElsewhere) {
  EXPECT_EQ("20% of 700 ticks, about 8 s left\n",
            barOf(host::ProgressStyle::Lines, [&](RunProgress* progress) {
              progress->show(70, 700);
              now += 2;
              progress->show(140, 700);
              progress->lines() << "line\n";
              now += 1;
              progress->show(210, 700);
            }));
  EXPECT_EQ("line\n", out.str());
}

TEST_F(RunProgressTest, show_anEndThatMoves) {
  EXPECT_NE(std::string::npos, barOf(host::ProgressStyle::Bar, [&](RunProgress* progress) {
                                 now += 2;
                                 progress->show(140, 700);
                                 now += 2;
                                 progress->show(280, 1400);
                               }).find("20% of 1400 ticks, about 16 s left"));
}

}  // namespace
}  // namespace cli
