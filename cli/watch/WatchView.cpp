#include "cli/watch/WatchView.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace cli {

namespace {

constexpr size_t kEvents = 8;  // Shown.
constexpr size_t kColumns = 79;
constexpr int kBarColumns = 30;

std::string peerText(const sim::Endpoint& peer) { return "peer " + std::to_string(peer.id); }

// On one line of the terminal, without what would move its cursor.
std::string fitted(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) > '~') c = '?';
  }
  if (text.size() > kColumns) text.resize(kColumns);
  return text;
}

std::string failureText(const sim::Event& event) {
  std::string text = peerText(event.node) + ": the " + sim::operationName(event.operation) + " of ";
  text += event.key;
  return text + " fails";
}

// Whether the list of the peer has all others that are live, and nobody else.
bool isComplete(const check::MemberLists& lists, sim::PeerId peer,
                const check::MemberLists::Peer& state) {
  bool isRight = true;
  lists.forEach([&](sim::PeerId other, const check::MemberLists::Peer& its) {
    if (other != peer && state.list.contains(other) != its.isLive()) isRight = false;
  });
  return isRight;
}

}  // namespace

WatchView::WatchView(std::string title) : title_(std::move(title)) {}

void WatchView::onEvent(const sim::Event& event) {
  tally_.onEvent(event);
  if (sim::isNetworkEvent(event.kind)) {
    countMessage(event);
    return;
  }
  note(event);  // Before the lists know of it: a removal is judged by what was before.
  lists_.onEvent(event);
}

void WatchView::countMessage(const sim::Event& event) {
  if (event.tick != countedAt_) sent_ = {};
  countedAt_ = event.tick;
  if (event.kind == sim::EventKind::Sent) ++sent_[static_cast<size_t>(event.network)];
}

void WatchView::note(const sim::Event& event) {
  const std::string sentence = sentenceOf(event);
  if (sentence.empty()) return;
  std::string tick = std::to_string(event.tick);
  tick.insert(0, 7 - std::min<size_t>(7, tick.size()), ' ');
  last_.push_back(tick + "  " + sentence);
  if (last_.size() > kEvents) last_.pop_front();
}

// "" if the event is not of interest.
std::string WatchView::sentenceOf(const sim::Event& event) const {
  using sim::EventKind;
  switch (event.kind) {
    case EventKind::NodeFailed: return peerText(event.node) + " fails";
    case EventKind::NodeRestarted: return peerText(event.node) + " restarts";
    case EventKind::NodePaused: return peerText(event.node) + " is paused";
    case EventKind::NodeResumed: return peerText(event.node) + " goes on";
    case EventKind::NodeLeft: return peerText(event.node) + " leaves";
    case EventKind::FaultBegan: return "a fault begins: " + std::string(event.text);
    case EventKind::FaultEnded: return "a fault ends: " + std::string(event.text);
    case EventKind::OperationFinished: return event.success ? "" : failureText(event);
    case EventKind::MemberRemoved:
      if (!lists_.isFalse(event)) return "";
      return peerText(event.node) + " removes " + peerText(event.other) + ", which is up";
    default: return "";
  }
}

std::string WatchView::progressLine(int ticks, int endsAt) const {
  const int of = std::max({1, ticks, endsAt});
  const auto filled =
      static_cast<size_t>(static_cast<int64_t>(kBarColumns) * std::max(0, ticks) / of);
  std::string line = "[" + std::string(filled, '#') + std::string(kBarColumns - filled, '.');
  return line + "] tick " + std::to_string(ticks) + " of " + std::to_string(of);
}

std::string WatchView::peersLine() const {
  int all = 0;
  int live = 0;
  int complete = 0;
  lists_.forEach([&](sim::PeerId peer, const check::MemberLists::Peer& state) {
    ++all;
    if (!state.isLive()) return;
    ++live;
    if (isComplete(lists_, peer, state)) ++complete;
  });
  return "peers       " + std::to_string(live) + " of " + std::to_string(all) + " up, " +
         std::to_string(complete) + " with a complete list";
}

std::string WatchView::operationsLine() const {
  int64_t invoked = 0;
  int64_t succeeded = 0;
  int64_t failed = 0;
  for (const sim::Tally::OperationCounts& counts : tally_.operations) {
    invoked += counts.invoked;
    succeeded += counts.succeeded;
    failed += counts.failed;
  }
  return "operations  " + std::to_string(invoked) + " called, " + std::to_string(succeeded) +
         " succeeded, " + std::to_string(failed) + " failed";
}

std::string WatchView::messagesLine(int ticks) const {
  const PerNetwork sent = countedAt_ == ticks - 1 ? sent_ : PerNetwork{};
  return "messages    " + std::to_string(sent[0]) + " membership, " + std::to_string(sent[1]) +
         " store in this tick; " + std::to_string(tally_.messagesSent) + " in all, " +
         std::to_string(tally_.messagesLost) + " lost";
}

std::vector<std::string> WatchView::lines(int ticks, int endsAt) const {
  std::vector<std::string> lines = {title_,           progressLine(ticks, endsAt), peersLine(),
                                    operationsLine(), messagesLine(ticks),         "last events"};
  lines.insert(lines.end(), last_.begin(), last_.end());
  lines.resize(lines.size() + kEvents - last_.size());
  for (std::string& line : lines) line = fitted(std::move(line));
  return lines;
}

}  // namespace cli
