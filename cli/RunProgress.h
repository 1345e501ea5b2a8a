// What a user sees of a run while it goes on: its lines and, if it takes more than two seconds, how
// far it is (host/ProgressBar.h); or, with --watch, a view of it, and its lines at the end.
#pragma once

#include <functional>
#include <optional>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <string>

#include "cli/Surroundings.h"
#include "cli/watch/WatchScreen.h"
#include "cli/watch/WatchView.h"
#include "host/ProgressBar.h"

namespace cli {

class RunProgress {
 public:
  // Borrows `out`, which gets the lines.
  RunProgress(std::ostream* out, const Surroundings& surroundings);

  // From now on shows the view of --watch, on standard error. `title` says which run it is.
  void watch(const std::string& title);

  // Who has to see the run's events; null if nobody has to.
  sim::Sink* watcher() { return view_ ? &*view_ : nullptr; }

  // For the run's lines. They take the bar away; the next tick brings it back.
  std::ostream& lines() { return view_ ? held_ : lines_; }

  // Shows that `ticks` ticks are over of about `endsAt`.
  void show(int ticks, int endsAt);

  // Removes the bar. The view stays as it is then, and the run's lines follow.
  void clear();

 private:
  // Removes the bar before it passes on what is written.
  class ClearingBuffer : public std::streambuf {
   public:
    ClearingBuffer(std::streambuf* target, host::ProgressBar* bar) : target_(target), bar_(bar) {}

   protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override { return target_->pubsync(); }

   private:
    std::streambuf* const target_;
    host::ProgressBar* const bar_;
  };

  host::ProgressBar bar_;
  ClearingBuffer buffer_;
  std::ostream lines_;
  std::function<double()> seconds_;
  // With --watch.
  std::optional<WatchView> view_;
  std::optional<WatchScreen> screen_;
  std::ostringstream held_;  // The run's lines.
  int ticks_ = 0;
  int endsAt_ = 0;
};

}  // namespace cli
