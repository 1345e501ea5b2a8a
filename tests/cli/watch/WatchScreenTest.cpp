// Tests of cli/watch/WatchScreen.h.
#include "cli/watch/WatchScreen.h"

#include <gtest/gtest.h>

#include <sstream>

namespace cli {
namespace {

class WatchScreenTest : public testing::Test {
 protected:
  void show(const std::string& line) {
    screen.show([&] { return std::vector<std::string>{line, "b"}; });
  }
  // What it has written since the last time.
  std::string taken() {
    const std::string text = terminal.str();
    terminal.str("");
    return text;
  }

  double now = 100;
  std::ostringstream terminal;
  WatchScreen screen{&terminal, [this] { return now; }};
};

TEST_F(WatchScreenTest, show_inThePlaceOfTheLinesBefore) {
  show("a");
  EXPECT_EQ("\ra\x1b[K\n\rb\x1b[K\n", taken());
  now += 1;
  show("c");
  EXPECT_EQ("\x1b[2A\rc\x1b[K\n\rb\x1b[K\n", taken());
}

TEST_F(WatchScreenTest, show_tenTimesASecondAtMost) {
  int shown = 0;
  for (int step = 0; step < 1000; ++step) {
    now += 0.001;
    screen.show([&] {
      ++shown;
      return std::vector<std::string>{"a"};
    });
  }
  EXPECT_GE(10, shown);
  EXPECT_LE(9, shown);
}

TEST_F(WatchScreenTest, draw_atOnce) {
  show("a");
  taken();
  screen.draw({"end", "b"});
  EXPECT_EQ("\x1b[2A\rend\x1b[K\n\rb\x1b[K\n", taken());
}

}  // namespace
}  // namespace cli
