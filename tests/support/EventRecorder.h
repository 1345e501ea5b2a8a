// A sink that keeps all events, texts included, for tests to look at afterwards.
#ifndef TESTS_EVENTRECORDER_H_
#define TESTS_EVENTRECORDER_H_

#include <deque>
#include <string>
#include <vector>

#include "sim/EventStream.h"

class EventRecorder : public sim::Sink {
 public:
  explicit EventRecorder(bool wantsNetwork = true) : wantsNetwork_(wantsNetwork) {}

  void onEvent(const sim::Event& event) override {
    events_.push_back(event);
    events_.back().key = keep(event.key);
    events_.back().value = keep(event.value);
    events_.back().text = keep(event.text);
    events_.back().bytes = keep(event.bytes);
    events_.back().cutPeers = peers_.emplace_back(event.cutPeers.begin(), event.cutPeers.end());
  }
  bool wantsNetworkEvents() const override { return wantsNetwork_; }

  const std::vector<sim::Event>& events() const { return events_; }

 private:
  std::string_view keep(std::string_view text) { return texts_.emplace_back(text); }

  bool wantsNetwork_;
  std::vector<sim::Event> events_;
  // What the events' views refer to; a deque never moves an element.
  std::deque<std::string> texts_;
  std::deque<std::vector<sim::PeerId>> peers_;
};

#endif  // TESTS_EVENTRECORDER_H_
