#include "cli/watch/WatchScreen.h"

#include <utility>

namespace cli {

namespace {

constexpr double kRedrawSeconds = 0.1;

// Of the terminal.
constexpr char kUp[] = "\x1b[";  // Then the number of lines, and A.
constexpr char kClearRest[] = "\x1b[K";

}  // namespace

WatchScreen::WatchScreen(std::ostream* terminal, std::function<double()> seconds)
    : terminal_(terminal), seconds_(std::move(seconds)), notBefore_(seconds_()) {}

void WatchScreen::show(const Lines& lines) {
  if (seconds_() < notBefore_) return;
  draw(lines());
}

void WatchScreen::draw(const std::vector<std::string>& lines) {
  if (drawn_ > 0) *terminal_ << kUp << drawn_ << "A";
  for (const std::string& line : lines) *terminal_ << "\r" << line << kClearRest << "\n";
  terminal_->flush();
  drawn_ = lines.size();
  // The time that drawing takes is none of the rest.
  notBefore_ = seconds_() + kRedrawSeconds;
}

}  // namespace cli
