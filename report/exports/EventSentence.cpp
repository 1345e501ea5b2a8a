#include "report/exports/EventSentence.h"

#include "check/base/Wording.h"

namespace report {

namespace {

// In the order of sim::DropCause.
constexpr auto kCausePhrases = std::to_array<std::string_view>(
    {"by chance", "because it is too large", "because the receiver's queue is full",
     "because the receiver is down", "by a fault", "by a partition"});
static_assert(kCausePhrases.size() == sim::kDropCauseCount);

std::string peerText(sim::PeerId peer) { return "peer " + std::to_string(peer); }

std::string colonAnd(const std::string& text) { return text.empty() ? "" : ": " + text; }

std::string phraseOf(sim::DropCause cause) {
  return std::string(kCausePhrases[static_cast<size_t>(cause)]);
}

std::string sentenceOfMessage(const Trace& trace, const Event& event) {
  const Message& message = trace.messages[event.message];
  const std::string name = nameOf(message);
  const std::string from = nameIn(trace, message.from);
  const std::string to = nameIn(trace, message.to);
  const std::string path = name + " from " + from + " to " + to;
  const std::string text = colonAnd(messageText(trace, message, false));
  const std::string textNow = colonAnd(messageText(trace, message, true));
  switch (event.kind) {
    case Record::Sent: return from + " sends " + name + " to " + to + text;
    case Record::Refused: return "the network refuses " + path + " " + phraseOf(event.cause) + text;
    case Record::Lost: return path + " is lost " + phraseOf(event.cause) + textNow;
    case Record::Delayed: return "a fault delays " + path + text;
    case Record::Duplicated: return "a fault duplicates " + path + text;
    case Record::Corrupted: return "a fault flips bits of " + path + textNow;
    case Record::Delivered: return to + " receives " + name + " from " + from + textNow;
    default: return path + " is discarded" + textNow;
  }
}

std::string sentenceOfLine(const Trace& trace, const Event& event) {
  const Line& line = trace.lines[event.detail];
  const std::string peer = peerText(event.peer);
  const std::string call = callText(trace, line.kind, line.key, line.value);
  if (event.kind == Record::Call) {
    const std::string caller =
        line.client == 0 ? "the test" : "client " + std::to_string(line.client);
    return caller + " calls " + peer + ": " + call;
  }
  const std::string role = event.kind == Record::Answer ? "replica" : "coordinator";
  return peer + " logs as the " + role + ": " + call + (event.flag ? ", success" : ", failure") +
         " (transaction " + std::to_string(line.transaction) + ")";
}

std::string sentenceOfPeer(const Trace& trace, const Event& event) {
  const std::string peer = peerText(event.peer);
  switch (event.kind) {
    case Record::Up: return peer + " starts";
    case Record::Down: return peer + " fails";
    case Record::Again: return peer + " restarts with" + (event.flag ? "" : "out") + " its memory";
    case Record::Pause: return peer + " is paused";
    case Record::Resume: return peer + " goes on";
    case Record::Left: return peer + " leaves the group";
    case Record::Added: return peer + " logs that " + nameIn(trace, event.other) + " joined";
    case Record::Removed: return peer + " logs that " + nameIn(trace, event.other) + " was removed";
    default: return peer + " logs: " + shortText(trace.notes[event.detail]);
  }
}

}  // namespace

std::string nameIn(const Trace& trace, const sim::Endpoint& address) {
  const bool isPeer = address.port == 0 && address.id >= 1 && address.id <= trace.peers;
  return isPeer ? peerText(address.id) : nameOf(address);
}

std::string shortText(std::string_view text) {
  constexpr size_t kLongest = 100;
  if (text.size() <= kLongest) return check::printable(text);
  return check::printable(text.substr(0, kLongest)) + "...";
}

std::string messageText(const Trace& trace, const Message& message, bool isCorrupted) {
  const bool hasOther = isCorrupted && message.corruptedText != kNoIndex;
  const Index text = hasOther ? message.corruptedText : message.text;
  return text == kNoIndex ? "" : shortText(trace.texts[text]);
}

std::string callText(const Trace& trace, sim::Operation kind, Index key, std::string_view value) {
  std::string text = std::string(sim::operationName(kind)) + " " + shortText(trace.keys[key].text);
  if (!value.empty()) text += " = " + shortText(value);
  return text;
}

std::string sentenceOf(const Trace& trace, Index index) {
  const Event& event = trace.events[index];
  const auto loggedAs = trace.loggedAs.find(index);
  const std::string suffix =
      loggedAs == trace.loggedAs.end() ? "" : ", in a line of " + nameIn(trace, loggedAs->second);
  switch (event.kind) {
    case Record::Call:
    case Record::Answer:
    case Record::Finish: return sentenceOfLine(trace, event) + suffix;
    case Record::FaultBegan: return "a fault begins: " + shortText(trace.faults[event.detail].text);
    case Record::FaultEnded: return "a fault ends: " + shortText(trace.faults[event.detail].text);
    default: break;
  }
  if (event.message != kNoIndex) return sentenceOfMessage(trace, event);
  return sentenceOfPeer(trace, event) + suffix;
}

std::string sentenceOf(const Trace& trace, const Change& change) {
  const std::string peer = peerText(change.peer);
  const std::string member = nameIn(trace, change.member);
  switch (change.kind) {
    case Record::InGroup:
      return peer + (change.number != 0 ? " says that it is" : " says no longer that it is") +
             " in the group";
    case Record::Beat: return peer + "'s heartbeat is " + std::to_string(change.number);
    case Record::EntryAdded: return peer + " lists " + member;
    case Record::EntryChanged:
      return peer + " lists " + member + " with heartbeat " + std::to_string(change.number) +
             " and timestamp " + std::to_string(change.timestamp);
    case Record::EntryRemoved: return peer + " lists " + member + " no longer";
    case Record::CopiesGone: return peer + " has lost all its copies";
    default: break;
  }
  const std::string place =
      shortText(trace.keys[change.key].text) + ", in table " + std::to_string(change.table);
  if (change.kind == Record::CopyGone) return peer + " no longer holds " + place;
  return peer + " holds " + shortText(trace.values[change.value]) + " under " + place;
}

}  // namespace report
