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

  // Shows that `ticks` ticks are over of about `endsAt`.
  void show(int ticks, int endsAt);

  // Removes the bar.
  void clear() { bar_.clear(); }

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
};

}  // namespace cli
