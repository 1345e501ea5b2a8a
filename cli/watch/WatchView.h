// What --watch shows of a run: how far it is, who runs, what clients got, and what happened last.
#pragma once

#include <array>
#include <deque>
#include <string>
#include <vector>

#include "check/cluster/MemberLists.h"
#include "sim/EventStream.h"
#include "sim/Tally.h"

namespace cli {

// A sink that follows one run. Events cost little; the lists are looked at when lines are made.
class WatchView : public sim::Sink {
 public:
  // `title` says which run it is.
  explicit WatchView(std::string title);

  void onEvent(const sim::Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  // Always the same number of lines of printable characters, each for one line of a terminal with
  // 80 columns. `ticks` are over of about `endsAt`.
  std::vector<std::string> lines(int ticks, int endsAt) const;

 private:
  using PerNetwork = std::array<int64_t, sim::kNetworkCount>;

  void countMessage(const sim::Event& event);
  void note(const sim::Event& event);
  std::string sentenceOf(const sim::Event& event) const;
  std::string progressLine(int ticks, int endsAt) const;
  std::string peersLine() const;
  std::string operationsLine() const;
  std::string messagesLine(int ticks) const;

  const std::string title_;
  sim::Tally tally_;
  check::MemberLists lists_;
  sim::Tick countedAt_ = -1;  // The tick of sent_.
  PerNetwork sent_{};
  std::deque<std::string> last_;  // Sentences, the newest last.
};

}  // namespace cli
