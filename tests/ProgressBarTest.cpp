// Tests of sim/ProgressBar.h.
#include "sim/ProgressBar.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

// What `use` makes the bar write.
template <typename Use>
std::string shownBy(Use use, uint64_t total = 10, bool visible = true) {
  testing::internal::CaptureStderr();
  {
    ProgressBar bar("seeds", total, visible);
    use(&bar);
  }
  return testing::internal::GetCapturedStderr();
}

std::string lineOf(const std::string& filled, const std::string& rest) {
  return "\r[" + filled + std::string(30 - filled.size(), '.') + "] " + rest;
}

std::string erasureOf(const std::string& line) {
  return "\r" + std::string(line.size() - 1, ' ') + "\r";
}

TEST(ProgressBarTest, show_partsDone) {
  const std::string kNone = lineOf("", "0% of 10 seeds");
  const std::string kHalf = lineOf(std::string(15, '#'), "50% of 10 seeds");
  const std::string kAll = lineOf(std::string(30, '#'), "100% of 10 seeds");
  EXPECT_EQ(kNone + kHalf + kAll + erasureOf(kAll), shownBy([](ProgressBar* bar) {
              for (uint64_t done : {0, 5, 10}) bar->show(done, 0);
            }));
}

TEST(ProgressBarTest, show_failures) {
  const std::string kLine = lineOf("###", "10% of 10 seeds, 2 failed");
  EXPECT_EQ(kLine + erasureOf(kLine), shownBy([](ProgressBar* bar) { bar->show(1, 2); }));
}

TEST(ProgressBarTest, show_onlyWhatIsNew) {
  const std::string kLine = lineOf("", "0% of 1000 seeds");
  EXPECT_EQ(kLine + erasureOf(kLine), shownBy(
                                          [](ProgressBar* bar) {
                                            for (uint64_t done = 0; done < 10; ++done) {
                                              bar->show(done, 0);
                                            }
                                          },
                                          1000));
}

TEST(ProgressBarTest, clear_thenShownAgain) {
  const std::string kLine = lineOf("", "0% of 10 seeds");
  EXPECT_EQ(kLine + erasureOf(kLine) + kLine + erasureOf(kLine), shownBy([](ProgressBar* bar) {
              bar->show(0, 0);
              bar->clear();
              bar->clear();
              bar->show(0, 0);
            }));
}

TEST(ProgressBarTest, show_invisible) {
  EXPECT_EQ("", shownBy(
                    [](ProgressBar* bar) {
                      bar->show(1, 1);
                      bar->clear();
                    },
                    10, false));
}

TEST(ProgressBarTest, show_nothingToDo) {
  EXPECT_EQ("", shownBy([](ProgressBar* bar) { bar->show(0, 0); }, 0));
}

TEST(ProgressBarTest, destructor_neverShown) {
  EXPECT_EQ("", shownBy([](ProgressBar*) {}));
}

}  // namespace
}  // namespace sim
