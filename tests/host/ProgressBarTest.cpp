// Tests of host/ProgressBar.h.
#include "host/ProgressBar.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

// What `use` makes the bar write. The clock stands still unless `use` moves it.
template <typename Use>
std::string shownBy(Use use, uint64_t total = 10,
                    host::ProgressStyle style = host::ProgressStyle::Bar, double quietSeconds = 0) {
  testing::internal::CaptureStderr();
  {
    double now = 5;
    host::ProgressBar bar(
        "seeds", total, style, [&] { return now; }, quietSeconds);
    use(&bar, &now);
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
  EXPECT_EQ(kNone + kHalf + kAll + erasureOf(kAll),
            shownBy([](host::ProgressBar* bar, double* now) {
              for (uint64_t done : {0, 5, 10}) {
                bar->show(done, 0);
                *now += 0.2;
              }
            }));
}

TEST(ProgressBarTest, show_failures) {
  const std::string kLine = lineOf("###", "10% of 10 seeds, 2 failed");
  EXPECT_EQ(kLine + erasureOf(kLine),
            shownBy([](host::ProgressBar* bar, double*) { bar->show(1, 2); }));
}

TEST(ProgressBarTest, show_timeLeft) {
  const std::string kStart = lineOf("", "0% of 10 seeds");
  const std::string kLine = lineOf("######", "20% of 10 seeds, 1 failed, about 40 s left");
  EXPECT_EQ(kStart + kLine + erasureOf(kLine), shownBy([](host::ProgressBar* bar, double* now) {
              bar->show(0, 0);
              *now += 10;
              bar->show(2, 1);
            }));
}

// Nothing stays of a longer line.
TEST(ProgressBarTest, show_shorterLine) {
  const std::string kLong = lineOf("######", "20% of 10 seeds, about 40 s left");
  const std::string kShort = lineOf(std::string(27, '#'), "90% of 10 seeds, about 3 s left");
  EXPECT_EQ(kLong + kShort + " " + erasureOf(kShort),
            shownBy([](host::ProgressBar* bar, double* now) {
              *now += 10;
              bar->show(2, 0);
              *now += 10;
              bar->show(9, 0);
            }));
}

TEST(ProgressBarTest, show_onlyWhatIsNew) {
  const std::string kLine = lineOf("", "0% of 1000 seeds");
  EXPECT_EQ(kLine + erasureOf(kLine), shownBy(
                                          [](host::ProgressBar* bar, double* now) {
                                            for (uint64_t done = 0; done < 8; ++done) {
                                              bar->show(done, 0);
                                              *now += 0.11;
                                            }
                                          },
                                          1000));
}

TEST(ProgressBarTest, show_notTooOften) {
  const std::string kFirst = lineOf("", "0% of 10 seeds");
  const std::string kLast = lineOf(std::string(30, '#'), "100% of 10 seeds");
  EXPECT_EQ(kFirst + kLast + erasureOf(kLast), shownBy([](host::ProgressBar* bar, double* now) {
              for (uint64_t done = 0; done <= 10; ++done) {
                bar->show(done, 0);
                *now += 0.009;
              }
            }))
      << "the last one is always shown";
}

TEST(ProgressBarTest, show_notOfAShortJob) {
  const auto use = [](host::ProgressBar* bar, double* now) {
    for (uint64_t done = 0; done <= 10; ++done) {
      bar->show(done, 0);
      *now += 0.2;
    }
  };
  EXPECT_NE("", shownBy(use, 10, host::ProgressStyle::Bar, 1.9));
  EXPECT_EQ("", shownBy(use, 10, host::ProgressStyle::Bar, 2.1));
}

TEST(ProgressBarTest, expect_anotherTotal) {
  const std::string kBefore = lineOf(std::string(15, '#'), "50% of 10 seeds");
  const std::string kAfter = lineOf("#######", "25% of 20 seeds");
  EXPECT_EQ(kBefore + kAfter + erasureOf(kAfter), shownBy([](host::ProgressBar* bar, double* now) {
              bar->show(5, 0);
              *now += 0.2;
              bar->expect(20);
              bar->show(5, 0);
            }));
}

TEST(ProgressBarTest, show_moreThanExpected) {
  const std::string kAll = lineOf(std::string(30, '#'), "100% of 10 seeds");
  EXPECT_EQ(kAll + erasureOf(kAll),
            shownBy([](host::ProgressBar* bar, double*) { bar->show(11, 0); }));
}

TEST(ProgressBarTest, clear_thenShownAgain) {
  const std::string kLine = lineOf("", "0% of 10 seeds");
  EXPECT_EQ(kLine + erasureOf(kLine) + kLine + erasureOf(kLine),
            shownBy([](host::ProgressBar* bar, double* now) {
              bar->show(0, 0);
              bar->clear();
              bar->clear();
              bar->show(0, 0);
              *now += 0.2;
              bar->show(0, 0);
            }))
      << "not before its time: the bar would flicker among many lines";
}

TEST(ProgressBarTest, show_invisible) {
  EXPECT_EQ("", shownBy(
                    [](host::ProgressBar* bar, double*) {
                      bar->show(1, 1);
                      bar->clear();
                    },
                    10, host::ProgressStyle::None));
}

TEST(ProgressBarTest, show_timePassedWhileNothingIsDone) {
  const std::string kLine = lineOf("", "0% of 10 seeds, 12 s so far");
  EXPECT_EQ(kLine + erasureOf(kLine), shownBy([](host::ProgressBar* bar, double* now) {
              *now += 12.5;
              bar->show(0, 0);
            }));
}

TEST(ProgressBarTest, show_unknownTotal) {
  const std::string kFirst = "\rseeds, 3 s so far";
  const std::string kSecond = "\rseeds, 4 s so far";
  EXPECT_EQ(kFirst + kSecond + erasureOf(kSecond), shownBy(
                                                       [](host::ProgressBar* bar, double* now) {
                                                         *now += 3;
                                                         bar->show(0, 0);
                                                         *now += 1;
                                                         bar->show(1, 0);
                                                       },
                                                       host::ProgressBar::kUnknownTotal));
}

TEST(ProgressBarTest, show_linesAfterTwoSecondsThenEveryTen) {
  EXPECT_EQ(
      "10% of 10 seeds, about 18 s left\n"
      "60% of 10 seeds, 1 failed, about 8 s left\n",
      shownBy(
          [](host::ProgressBar* bar, double* now) {
            for (uint64_t done = 0; done <= 10; ++done) {
              bar->show(done, done > 5 ? 1 : 0);
              *now += done < 10 ? 2 : 0;
            }
            bar->clear();
          },
          10, host::ProgressStyle::Lines));
}

TEST(ProgressBarTest, show_noLineOfAShortJob) {
  EXPECT_EQ("", shownBy(
                    [](host::ProgressBar* bar, double* now) {
                      for (uint64_t done = 0; done <= 10; ++done) {
                        bar->show(done, 0);
                        *now += 0.19;
                      }
                    },
                    10, host::ProgressStyle::Lines));
}

TEST(ProgressBarTest, progressStyle_barsWhereALineCanBeRedrawn) {
  EXPECT_EQ(host::ProgressStyle::Bar, host::progressStyle(true, "xterm"));
  for (const char* name : {"dumb", "", static_cast<const char*>(nullptr)}) {
    EXPECT_EQ(host::ProgressStyle::Lines, host::progressStyle(true, name));
  }
  EXPECT_EQ(host::ProgressStyle::Lines, host::progressStyle(false, "xterm"));
}

TEST(ProgressBarTest, show_nothingToDo) {
  EXPECT_EQ("", shownBy([](host::ProgressBar* bar, double*) { bar->show(0, 0); }, 0));
}

TEST(ProgressBarTest, destructor_neverShown) {
  EXPECT_EQ("", shownBy([](host::ProgressBar*, double*) {}));
}

TEST(ProgressBarTest, timeLeftText_inTheUnitThatFits) {
  const struct {
    uint64_t done;
    double seconds;
    const char* text;
  } kCases[] = {{50, 40, "about 40 s left"},
                {99, 99, "about 1 s left"},
                {99, 10, "about 1 s left"},
                {50, 90, "about 90 s left"},
                {50, 91, "about 2 min left"},
                {10, 60, "about 9 min left"},
                {50, 5400, "about 90 min left"},
                {50, 5401, "about 2 h left"},
                {1, 36000, "about 990 h left"},
                {0, 10, ""},
                {50, 0.9, ""},
                {100, 10, ""},
                {101, 10, ""}};
  for (const auto& test : kCases) {
    EXPECT_EQ(test.text, host::timeLeftText(test.done, 100, test.seconds));
  }
}

}  // namespace
}  // namespace sim
