#include "report/exports/StoryText.h"

#include <algorithm>
#include <set>
#include <vector>

#include "check/base/Wording.h"
#include "host/Conf.h"
#include "host/LineReader.h"
#include "host/Words.h"
#include "report/PeerStates.h"
#include "report/exports/EventSentence.h"
#include "report/exports/RelatedEvents.h"

namespace report {

namespace {

// More columns than these are too many for a terminal: other peers are in the sentences alone.
constexpr size_t kMostColumns = 16;
constexpr size_t kColumnWidth = 5;
constexpr size_t kTickWidth = 7;

constexpr const char* kLegend =
    "C a call, o a message is sent, x lost or refused, * received, A a replica's line,\n"
    "F the coordinator's line, # a copy changes, ! the peer or a fault; | the peer runs, : "
    "paused\n";

char letterOf(Record kind) {
  switch (kind) {
    case Record::Call: return 'C';
    case Record::Answer: return 'A';
    case Record::Finish: return 'F';
    case Record::Sent: return 'o';
    case Record::Refused:
    case Record::Lost: return 'x';
    case Record::Delivered: return '*';
    case Record::Delayed:
    case Record::Duplicated:
    case Record::Corrupted:
    case Record::Discarded: return '~';
    default: return '!';
  }
}

char lifelineOf(Presence presence) {
  return presence == Presence::Up ? '|' : presence == Presence::Paused ? ':' : ' ';
}

std::string rightAligned(const std::string& text, size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

class Drawing {
 public:
  Drawing(const Trace& trace, const std::vector<Step>& steps)
      : trace_(trace), steps_(steps), states_(trace), columns_(peersOf(steps)) {}

  std::string text() {
    std::string lines = rightAligned("tick", kTickWidth);
    for (const sim::PeerId peer : columns_) {
      lines += rightAligned(std::to_string(peer), kColumnWidth);
    }
    lines += "\n";
    for (const Step& step : steps_) lines += line(step) + "\n";
    return lines;
  }

 private:
  std::vector<sim::PeerId> peersOf(const std::vector<Step>& steps) const {
    std::set<sim::PeerId> peers;
    const auto add = [&](sim::PeerId peer) {
      if (peer >= 1 && peer <= trace_.peers && peers.size() < kMostColumns) peers.insert(peer);
    };
    for (const Step& step : steps) {
      if (step.event == kNoIndex) {
        add(trace_.changes[step.change].peer);
        continue;
      }
      const Event& event = trace_.events[step.event];
      add(event.peer);
      if (event.message != kNoIndex) add(trace_.messages[event.message].to.id);
    }
    return {peers.begin(), peers.end()};
  }

  std::string line(const Step& step) {
    const bool isEvent = step.event != kNoIndex;
    const Change* change = isEvent ? nullptr : &trace_.changes[step.change];
    const sim::Tick tick = isEvent ? trace_.events[step.event].tick : change->tick;
    states_.goTo(isEvent ? step.event : change->event);
    std::string text = rightAligned(std::to_string(tick), kTickWidth);
    const size_t start = text.size();
    for (const sim::PeerId peer : columns_) {
      text.append(kColumnWidth - 1, ' ');
      text += lifelineOf(states_.of(peer).presence);
    }
    if (isEvent) {
      mark(trace_.events[step.event], start, &text);
    } else {
      put('#', change->peer, start, &text);
    }
    return text + "  " + (isEvent ? sentenceOf(trace_, step.event) : sentenceOf(trace_, *change));
  }

  void mark(const Event& event, size_t start, std::string* text) const {
    if (event.peer == 0 && event.message == kNoIndex) {
      for (const sim::PeerId peer : trace_.faults[event.detail].peers) put('!', peer, start, text);
      return;
    }
    if (event.kind == Record::Sent) drawArrow(trace_.messages[event.message], start, text);
    put(letterOf(event.kind), event.peer, start, text);
  }

  void drawArrow(const Message& message, size_t start, std::string* text) const {
    const size_t from = placeOf(message.from.id, start);
    const size_t to = placeOf(message.to.id, start);
    if (from == std::string::npos || to == std::string::npos || from == to) return;
    const size_t left = std::min(from, to);
    const size_t right = std::max(from, to);
    for (size_t i = left + 1; i < right; ++i) (*text)[i] = '-';
    if (from < to) {
      (*text)[right - 1] = '>';
    } else {
      (*text)[left + 1] = '<';
    }
  }

  void put(char letter, sim::PeerId peer, size_t start, std::string* text) const {
    const size_t place = placeOf(peer, start);
    if (place != std::string::npos) (*text)[place] = letter;
  }

  // Where the peer's lifeline is in a line; npos if it has no column.
  size_t placeOf(sim::PeerId peer, size_t start) const {
    const auto found = std::lower_bound(columns_.begin(), columns_.end(), peer);
    if (found == columns_.end() || *found != peer) return std::string::npos;
    const auto column = static_cast<size_t>(found - columns_.begin());
    return start + kColumnWidth * (column + 1) - 1;
  }

  const Trace& trace_;
  const std::vector<Step>& steps_;
  PeerStates states_;
  const std::vector<sim::PeerId> columns_;
};

std::string headOf(const Trace& trace, int number) {
  const Operation& operation = trace.operation(number);
  const std::string outcome(kOutcomeWords[static_cast<size_t>(operation.outcome)]);
  std::string text = "operation " + std::to_string(number) + ": " +
                     callText(trace, operation.kind, operation.key, operation.value) +
                     ", called on peer " + std::to_string(operation.coordinator) + " at tick " +
                     std::to_string(operation.invokedAt) + ": " + outcome;
  if (operation.outcome == Outcome::Ok && operation.kind == sim::Operation::Read) {
    text += ", " + shortText(operation.result);
  }
  if (operation.finishedAt >= 0) text += ", at tick " + std::to_string(operation.finishedAt);
  return text + "\n";
}

std::string problemsOf(const Trace& trace, Index key) {
  std::string text;
  for (const Problem& problem : trace.problems) {
    if (problem.key == key) text += "problem: " + check::printable(problem.sentence) + "\n";
  }
  return text;
}

std::string story(const Trace& trace, const std::string& head, const std::vector<Step>& steps) {
  if (steps.empty()) return head + "nothing of it happened\n";
  return head + "\n" + Drawing(trace, steps).text() + "\n" + kLegend;
}

std::string storyOfKey(const Trace& trace, Index key) {
  std::string head = "key " + shortText(trace.keys[key].text) + ", at place " +
                     trace.shownPlace(trace.keys[key].place) + " of the ring\n" +
                     problemsOf(trace, key);
  for (size_t i = 0; i < trace.operations.size(); ++i) {
    if (trace.operations[i].key == key) head += headOf(trace, static_cast<int>(i) + 1);
  }
  return story(trace, head, stepsOfKey(trace, key));
}

std::string allowedSubjects(const Trace& trace) {
  constexpr size_t kShown = 10;
  std::vector<std::string> keys;
  for (size_t i = 0; i < trace.keys.size() && i < kShown; ++i) {
    keys.push_back(shortText(trace.keys[i].text));
  }
  if (trace.keys.size() > kShown) keys.push_back("...");
  std::string allowed = "a key";
  if (!keys.empty()) allowed += " (" + host::joined(keys, ", ") + ")";
  if (trace.operations.empty()) return allowed + " is allowed";
  return allowed + " or the number of an operation, 1 to " +
         std::to_string(trace.operations.size()) + ", is allowed";
}

}  // namespace

std::optional<std::string> storyText(const Trace& trace, const std::string& subject,
                                     std::string* error) {
  const auto key = std::find_if(trace.keys.begin(), trace.keys.end(),
                                [&](const Key& candidate) { return candidate.text == subject; });
  if (key != trace.keys.end()) {
    return storyOfKey(trace, static_cast<Index>(key - trace.keys.begin()));
  }
  long long number = 0;
  if (host::parseInteger(subject, &number) && number >= 1 &&
      static_cast<unsigned long long>(number) <= trace.operations.size()) {
    const int operation = static_cast<int>(number);
    return story(trace,
                 headOf(trace, operation) + problemsOf(trace, trace.operation(operation).key),
                 stepsOfOperation(trace, operation));
  }
  *error = host::shown(subject) +
           " is neither a key nor an operation of this run: " + allowedSubjects(trace);
  return std::nullopt;
}

}  // namespace report
