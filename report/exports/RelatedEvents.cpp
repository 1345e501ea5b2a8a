#include "report/exports/RelatedEvents.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "check/base/Wording.h"
#include "host/Check.h"

namespace report {

namespace {

bool isWordCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Whether `word` is a part of the text that no letter or digit touches.
bool hasWord(const std::string& text, const std::string& word) {
  if (word.empty()) return false;
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    const bool touchesBefore = at > 0 && isWordCharacter(text[at - 1]) && isWordCharacter(text[at]);
    const bool touchesAfter =
        end < text.size() && isWordCharacter(text[end]) && isWordCharacter(text[end - 1]);
    if (!touchesBefore && !touchesAfter) return true;
  }
  return false;
}

// Whether the text names a key other than this one.
bool namesOtherKey(const std::string& text, const std::set<std::string_view>& keys,
                   std::string_view key) {
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && isWordCharacter(text[end])) ++end;
    const std::string_view word = std::string_view(text).substr(at, end - at);
    if (word != key && keys.count(word) > 0) return true;
    at = end + 1;
  }
  return false;
}

// By text of a message: whether it names the key.
std::vector<bool> textsNaming(const Trace& trace, Index key) {
  const std::string& name = trace.keys[key].text;
  const std::string escaped = check::printable(name);
  std::vector<bool> naming;
  for (const std::string& text : trace.texts) {
    naming.push_back(hasWord(text, name) || hasWord(text, escaped));
  }
  return naming;
}

// By text of a message: whether it names the operation's key; or else its transaction, by which
// answers are known, and no other key.
std::vector<bool> textsOf(const Trace& trace, const Operation& operation) {
  std::set<std::string> transactions;
  const auto note = [&](Index event) {
    transactions.insert(std::to_string(trace.lines[trace.events[event].detail].transaction));
  };
  for (const Index answer : operation.answers) note(answer);
  if (operation.finishEvent != kNoIndex) note(operation.finishEvent);
  std::set<std::string_view> keys;
  for (const Key& key : trace.keys) keys.insert(key.text);
  std::vector<bool> isOfIt = textsNaming(trace, operation.key);
  for (size_t i = 0; i < isOfIt.size(); ++i) {
    const std::string& text = trace.texts[i];
    const bool hasTransaction =
        std::any_of(transactions.begin(), transactions.end(),
                    [&](const std::string& name) { return hasWord(text, name); });
    if (hasTransaction && !namesOtherKey(text, keys, trace.keys[operation.key].text)) {
      isOfIt[i] = true;
    }
  }
  return isOfIt;
}

// What concerns a whole peer, or several.
bool isSurrounding(Record kind) {
  return (kind >= Record::Up && kind <= Record::Left) || kind == Record::FaultBegan ||
         kind == Record::FaultEnded;
}

bool isCopyOf(const Change& change, Index key) {
  if (change.kind == Record::CopiesGone) return true;
  return (change.kind == Record::CopyHeld || change.kind == Record::CopyGone) && change.key == key;
}

// Collects steps, and fills in what surrounds them.
class Collection {
 public:
  explicit Collection(const Trace& trace) : trace_(trace) {}

  void addEvent(Index event) {
    steps_.push_back({event, kNoIndex});
    peers_.insert(trace_.events[event].peer);
    const Index message = trace_.events[event].message;
    if (message != kNoIndex) peers_.insert(trace_.messages[message].to.id);
    last_ = event;
  }

  void addChange(Index change) { steps_.push_back({kNoIndex, change}); }

  // The steps in the order of the run, with the faults and the failures of their peers.
  std::vector<Step> take() {
    if (last_ == kNoIndex) return {};
    const Index first = steps_.front().event;
    for (const Index begin : faultsLastingAt(first)) steps_.push_back({begin, kNoIndex});
    for (Index i = first; i < last_; ++i) {
      const Event& event = trace_.events[i];
      const bool concerns = event.peer == 0 || peers_.count(event.peer) > 0;
      if (isSurrounding(event.kind) && concerns) steps_.push_back({i, kNoIndex});
    }
    // A change comes before the event that its record precedes.
    const auto position = [this](const Step& step) {
      if (step.event != kNoIndex) return std::pair(step.event, Index{1});
      return std::pair(trace_.changes[step.change].event, Index{0});
    };
    std::stable_sort(steps_.begin(), steps_.end(),
                     [&](const Step& a, const Step& b) { return position(a) < position(b); });
    return std::move(steps_);
  }

 private:
  // The begins of the faults that have begun before the event and not ended.
  std::vector<Index> faultsLastingAt(Index event) const {
    std::map<std::string_view, std::vector<Index>> begun;
    for (Index i = 0; i < event; ++i) {
      const Record kind = trace_.events[i].kind;
      if (kind != Record::FaultBegan && kind != Record::FaultEnded) continue;
      std::vector<Index>& begins = begun[trace_.faults[trace_.events[i].detail].text];
      if (kind == Record::FaultBegan) {
        begins.push_back(i);
      } else if (!begins.empty()) {
        begins.pop_back();
      }
    }
    std::vector<Index> lasting;
    for (const auto& [text, begins] : begun) {
      lasting.insert(lasting.end(), begins.begin(), begins.end());
    }
    return lasting;
  }

  const Trace& trace_;
  std::vector<Step> steps_;
  std::set<sim::PeerId> peers_;
  Index last_ = kNoIndex;  // The last event of steps_.
};

// Follows an operation's messages through the run.
class Following {
 public:
  Following(const Trace& trace, int number)
      : trace_(trace),
        operation_(trace.operation(number)),
        number_(number),
        isTextOfIt_(textsOf(trace, operation_)),
        isRelated_(trace.messages.size()),
        collection_(trace),
        lastTick_(std::max(operation_.invokedAt, operation_.finishedAt)) {}

  std::vector<Step> run() {
    Index change = firstChangeAfter(operation_.callEvent);
    for (Index i = operation_.callEvent; i < trace_.events.size(); ++i) {
      for (; change < trace_.changes.size() && trace_.changes[change].event <= i; ++change) {
        addChange(change);
      }
      if (trace_.events[i].tick > lastTick_) return collection_.take();
      addEvent(i);
    }
    for (; change < trace_.changes.size(); ++change) addChange(change);
    return collection_.take();
  }

 private:
  Index firstChangeAfter(Index event) const {
    const auto first =
        std::partition_point(trace_.changes.begin(), trace_.changes.end(),
                             [event](const Change& change) { return change.event <= event; });
    return static_cast<Index>(first - trace_.changes.begin());
  }

  void addEvent(Index index) {
    const Event& event = trace_.events[index];
    if (event.operation == number_) {
      collection_.addEvent(index);
      lastTick_ = std::max(lastTick_, event.tick);
      if (event.kind == Record::Call) reached_[event.peer] = event.tick;
      return;
    }
    if (event.message == kNoIndex) return;
    const bool isFirst = event.kind == Record::Sent || event.kind == Record::Refused;
    if (isFirst && isOfOperation(event)) {
      isRelated_[event.message] = true;
      // What becomes of it belongs to the story, but its effects much later may not.
      const Index end = trace_.messages[event.message].endEvent;
      lastTick_ = std::max(lastTick_, trace_.events[end].tick);
    }
    if (!isRelated_[event.message]) return;
    collection_.addEvent(index);
    if (event.kind == Record::Delivered) reached_[event.peer] = event.tick;
  }

  // Whether the peer sends the message because of the call, or of a message of it.
  bool isOfOperation(const Event& event) const {
    const Message& message = trace_.messages[event.message];
    const auto reached = reached_.find(event.peer);
    return message.network == sim::NetworkId::Store && reached != reached_.end() &&
           reached->second == event.tick && (message.text == kNoIndex || isTextOfIt_[message.text]);
  }

  void addChange(Index index) {
    const Change& change = trace_.changes[index];
    const auto reached = reached_.find(change.peer);
    if (reached != reached_.end() && reached->second == change.tick &&
        isCopyOf(change, operation_.key)) {
      collection_.addChange(index);
    }
  }

  const Trace& trace_;
  const Operation& operation_;
  const int number_;
  const std::vector<bool> isTextOfIt_;  // By text.
  std::vector<bool> isRelated_;         // By message.
  Collection collection_;
  std::map<sim::PeerId, sim::Tick> reached_;  // When the call or a message of it last did.
  sim::Tick lastTick_;                        // No event after it belongs to the operation.
};

}  // namespace

std::vector<Step> stepsOfOperation(const Trace& trace, int number) {
  CHECK(1 <= number);
  CHECK(static_cast<size_t>(number) <= trace.operations.size());
  return Following(trace, number).run();
}

std::vector<Step> stepsOfKey(const Trace& trace, Index key) {
  CHECK(key < trace.keys.size());
  const std::vector<bool> naming = textsNaming(trace, key);
  const auto isOfKey = [&](const Event& event) {
    if (event.message != kNoIndex) {
      const Message& message = trace.messages[event.message];
      return message.network == sim::NetworkId::Store && message.text != kNoIndex &&
             naming[message.text];
    }
    const bool isLine =
        event.kind == Record::Call || event.kind == Record::Answer || event.kind == Record::Finish;
    return isLine && trace.lines[event.detail].key == key;
  };
  Collection collection(trace);
  for (Index i = 0; i < trace.events.size(); ++i) {
    if (isOfKey(trace.events[i])) collection.addEvent(i);
  }
  for (Index i = 0; i < trace.changes.size(); ++i) {
    if (isCopyOf(trace.changes[i], key)) collection.addChange(i);
  }
  return collection.take();
}

}  // namespace report
