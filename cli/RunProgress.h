// What a user sees of a run while it goes on: its lines and, if it takes more than two seconds, how
// far it is (host/ProgressBar.h).
#pragma once

#include <ostream>
#include <streambuf>

#include "cli/Surroundings.h"
#include "host/ProgressBar.h"

namespace cli {

class RunProgress {
 public:
  // Borrows `out`, which gets the lines.
  RunProgress(std::ostream* out, const Surroundings& surroundings);

  // For the run's lines. They take the bar away; the next tick brings it back.
  std::ostream& lines() { return lines_; }

  // The number of the run's ticks that are over, as far as its end is known.
  void show(int ticks, int endsAt);

  // Removes the bar.
  void clear() { bar_.clear(); }

 private:
  // Hands on what is written, once the bar is out of the way.
  class BelowWhichIsABar : public std::streambuf {
   public:
    BelowWhichIsABar(std::streambuf* target, host::ProgressBar* bar) : target_(target), bar_(bar) {}

   protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override { return target_->pubsync(); }

   private:
    std::streambuf* const target_;
    host::ProgressBar* const bar_;
  };

  host::ProgressBar bar_;
  BelowWhichIsABar buffer_;
  std::ostream lines_;
};

}  // namespace cli
