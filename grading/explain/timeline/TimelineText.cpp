#include "grading/explain/timeline/TimelineText.h"

#include <algorithm>

#include "check/base/Wording.h"

namespace grading {

namespace {

constexpr size_t kMostEntries = 16;
constexpr size_t kTickColumns = 9;  // `226..249`, and a blank more than that before a text.
constexpr size_t kMostPeers = 10;

std::string padded(const std::string& when) {
  const size_t size = std::max(when.size(), kTickColumns);
  return std::string(size - when.size(), ' ') + when + "  ";
}

}  // namespace

std::string hanging(const std::string& first, std::string_view text) {
  const std::string indent(first.size(), ' ');
  const size_t width = kExplanationColumns - first.size();
  std::string lines = first;
  size_t column = 0;
  while (!text.empty()) {
    const size_t blank = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, std::min(blank, width));
    if (column > 0 && column + 1 + word.size() > width) {
      lines += "\n" + indent;
      column = 0;
    }
    if (column > 0) lines += ' ';
    column += word.size() + (column > 0 ? 1 : 0);
    lines += word;
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return lines + "\n";
}

void TimelineText::add(Tick tick, const std::string& text) {
  addEntry(tick, std::to_string(tick), text);
}

void TimelineText::add(Tick from, Tick to, const std::string& text) {
  if (from == to) return add(from, text);
  addEntry(from, std::to_string(from) + ".." + std::to_string(to), text);
}

void TimelineText::addMore(const std::string& text) {
  addEntry(entries_.empty() ? 0 : entries_.back().tick, "", text);
}

void TimelineText::addEntry(Tick tick, std::string when, const std::string& text) {
  if (isFull()) {
    ++leftOut_;
  } else {
    entries_.push_back({tick, std::move(when), text});
  }
}

bool TimelineText::isFull() const { return entries_.size() >= kMostEntries; }

std::string TimelineText::text() const {
  std::vector<Entry> inOrder = entries_;
  std::stable_sort(inOrder.begin(), inOrder.end(),
                   [](const Entry& left, const Entry& right) { return left.tick < right.tick; });
  std::string text;
  for (const Entry& entry : inOrder) text += hanging(padded(entry.when), entry.text);
  if (leftOut_ == 0) return text;
  return text + hanging(padded(""), "and so on: " + std::to_string(leftOut_) + " more");
}

std::string peersOf(const Peers& peers) {
  if (peers.empty()) return "no peer";
  if (peers.size() <= kMostPeers) return check::peersText(peers);
  const Peers first(peers.begin(), peers.begin() + kMostPeers);
  std::string text = "peers";
  for (const PeerId peer : first) text += " " + std::to_string(peer) + ",";
  return text + " " + std::to_string(peers.size() - kMostPeers) + " more";
}

}  // namespace grading
