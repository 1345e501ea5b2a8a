// Notes a WindowRecord while a run goes on.
#pragma once

#include <map>
#include <unordered_map>
#include <utility>

#include "Simulation.h"
#include "search/exhaustive/WindowRecord.h"

namespace search {

class WindowRecorder : public RunWatcher, public sim::Sink {
 public:
  // The window: both ticks are included.
  WindowRecorder(sim::Tick first, sim::Tick last) : first_(first), last_(last) {}

  void follow(sim::EventStream* events, const PeerGroup*) override { events->add(this); }
  void beforeCall(sim::Tick, sim::PeerId, const char*) override {}
  void afterCall(sim::PeerId, bool) override {}
  void endTick(sim::Tick, const check::TableViews&) override {}

  void onEvent(const sim::Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  const WindowRecord& record() const { return record_; }

 private:
  void noteSent(const sim::Event& event);
  void noteChange(const sim::Event& event, PeerState state);
  int nextOrdinal(const sim::Event& event);
  // Null if it was not sent in the window.
  SentMessage* messageOf(const sim::Event& event);

  const sim::Tick first_;
  const sim::Tick last_;
  WindowRecord record_;
  std::unordered_map<uint64_t, size_t> places_;  // In record_.messages, by the message's number.
  sim::Tick ordinalsOf_ = -1;                    // The tick of the next.
  std::map<std::pair<sim::PeerId, sim::PeerId>, int> ordinals_;  // By link.
};

}  // namespace search
