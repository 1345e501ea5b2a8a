#include "report/exports/Perfetto.h"

#include <deque>
#include <map>
#include <utility>
#include <vector>

#include "notation/JsonText.h"
#include "report/exports/EventSentence.h"

namespace report {

namespace {

using notation::JsonObject;

// The three processes of the JSON.
constexpr int kPeers = 1;
constexpr int kClients = 2;
constexpr int kFaults = 3;

constexpr double kTickMicroseconds = 1000;

// The time of each event, and of the begin and end of each turn: a tick's time is divided evenly
// among what happened in it.
class Clock {
 public:
  explicit Clock(const Trace& trace) : events_(trace.events.size()), turns_(trace.turns.size()) {
    Index event = 0;
    for (size_t i = 0; i < trace.turns.size(); ++i) {
      const Turn& turn = trace.turns[i];
      for (; event < turn.firstEvent; ++event) events_[event] = next(trace.events[event].tick);
      turns_[i].first = next(turn.tick);
      for (; event < turn.endEvent; ++event) events_[event] = next(turn.tick);
      turns_[i].second = next(turn.tick);
    }
    for (; event < events_.size(); ++event) events_[event] = next(trace.events[event].tick);
  }

  // In microseconds.
  double ofEvent(Index event) const { return time(events_[event]); }
  double beginOf(size_t turn) const { return time(turns_[turn].first); }
  double endOf(size_t turn) const { return time(turns_[turn].second); }
  // How long something may last that begins at the event, so that it ends before what follows.
  double stepAt(Index event) const {
    return kTickMicroseconds / (counts_.at(events_[event].tick) + 1) / 2;
  }

 private:
  struct Moment {
    sim::Tick tick = 0;
    int place = 0;  // In the tick, from 1.
  };

  Moment next(sim::Tick tick) { return {tick, ++counts_[tick]}; }

  double time(const Moment& moment) const {
    const double part = static_cast<double>(moment.place) / (counts_.at(moment.tick) + 1);
    return kTickMicroseconds * (moment.tick + part);
  }

  std::map<sim::Tick, int> counts_;
  std::vector<Moment> events_;
  std::vector<std::pair<Moment, Moment>> turns_;
};

class Writer {
 public:
  explicit Writer(const Trace& trace) : trace_(trace), clock_(trace) {}

  std::string run() {
    addNames();
    addTurns();
    for (Index i = 0; i < trace_.events.size(); ++i) addEvent(i);
    for (size_t i = 0; i < trace_.operations.size(); ++i) addOperation(i);
    addFaults();
    JsonObject facts;
    facts.addText("conf", trace_.conf).addInteger("seed", trace_.seed);
    facts.addText("replay", trace_.replay);
    return "{\"displayTimeUnit\": \"ms\", \"otherData\": " + facts.lineText() +
           ", \"traceEvents\": [\n" + events_ + "\n]}\n";
  }

 private:
  static JsonObject object(const char* phase, const std::string& name, int process, int64_t track) {
    JsonObject json;
    json.addText("ph", phase).addText("name", name);
    json.addInteger("pid", process).addInteger("tid", track);
    return json;
  }

  void add(const JsonObject& json) {
    if (!events_.empty()) events_ += ",\n";
    events_ += json.lineText();
  }

  static JsonObject& addTime(const char* name, double microseconds, JsonObject* json) {
    return json->addNumber(name, microseconds, 3);
  }

  void addName(const char* kind, int process, int64_t track, const std::string& name) {
    add(object("M", kind, process, track)
            .add("args", JsonObject().addText("name", name).lineText()));
  }

  void addNames() {
    addName("process_name", kPeers, 0, "peers");
    for (int peer = 1; peer <= trace_.peers; ++peer) {
      addName("thread_name", kPeers, peer, "peer " + std::to_string(peer));
      add(object("M", "thread_sort_index", kPeers, peer)
              .add("args", JsonObject().addInteger("sort_index", peer).lineText()));
    }
    addName("process_name", kClients, 0, "clients");
    addName("process_name", kFaults, 0, "faults");
  }

  void addTurns() {
    for (size_t i = 0; i < trace_.turns.size(); ++i) {
      const Turn& turn = trace_.turns[i];
      if (turn.firstEvent == turn.endEvent && turn.firstChange == turn.endChange) continue;
      JsonObject json = object("X", trace_.names[turn.name], kPeers, turn.peer);
      addTime("ts", clock_.beginOf(i), &json);
      addTime("dur", clock_.endOf(i) - clock_.beginOf(i), &json);
      add(json.add("args", argumentsAt(turn.tick).lineText()));
    }
  }

  static JsonObject argumentsAt(sim::Tick tick) { return JsonObject().addInteger("tick", tick); }

  void addEvent(Index index) {
    const Event& event = trace_.events[index];
    switch (event.kind) {
      case Record::Sent:
      case Record::Delivered: return addMessage(index);
      case Record::Call:
      case Record::FaultBegan:
      case Record::FaultEnded: return;
      default: break;
    }
    JsonObject json = object("i", sentenceOf(trace_, index), kPeers, event.peer);
    addTime("ts", clock_.ofEvent(index), &json).addText("s", "t");
    add(json.add("args", argumentsAt(event.tick).lineText()));
  }

  // A slice, so that the arrow has something to begin and end at, and the arrow's end there.
  void addMessage(Index index) {
    const Event& event = trace_.events[index];
    const Message& message = trace_.messages[event.message];
    const bool isSent = event.kind == Record::Sent;
    const double time = clock_.ofEvent(index);
    JsonObject slice = object("X", sentenceOf(trace_, index), kPeers, event.peer);
    addTime("ts", time, &slice);
    addTime("dur", clock_.stepAt(index), &slice);
    add(slice.add("args",
                  argumentsAt(event.tick).addInteger("bytes", message.sizeBytes).lineText()));
    if (message.firstDelivery == kNoIndex) return;
    const char* phase = isSent ? "s" : index == message.lastDelivery ? "f" : "t";
    JsonObject arrow = object(phase, "message", kPeers, event.peer);
    arrow.addText("cat", "message").addInteger("id", event.message + 1);
    addTime("ts", time, &arrow);
    add(isSent ? arrow : arrow.addText("bp", "e"));
  }

  void addOperation(size_t place) {
    const Operation& operation = trace_.operations[place];
    const std::string name = callText(trace_, operation.kind, operation.key, operation.value);
    const auto part = [&](const char* phase, const std::string& shown, double time) {
      JsonObject json = object(phase, shown, kClients, operation.client);
      json.addText("cat", "operation").addInteger("id", place + 1);
      addTime("ts", time, &json);
      return json;
    };
    JsonObject arguments = argumentsAt(operation.invokedAt);
    arguments.addInteger("peer", operation.coordinator);
    arguments.addText("outcome", kOutcomeWords[static_cast<size_t>(operation.outcome)]);
    arguments.addText("result", operation.result);
    add(part("b", name, clock_.ofEvent(operation.callEvent)).add("args", arguments.lineText()));
    for (const Index answer : operation.answers) {
      add(part("n", sentenceOf(trace_, answer), clock_.ofEvent(answer)));
    }
    const bool hasEnd = operation.finishEvent != kNoIndex;
    add(part("e", name, hasEnd ? clock_.ofEvent(operation.finishEvent) : endOfRun()));
  }

  double endOfRun() const { return kTickMicroseconds * trace_.ticks; }

  void addFault(const char* phase, std::string_view text, Index id, double time) {
    JsonObject json = object(phase, shortText(text), kFaults, 0);
    json.addText("cat", "fault").addInteger("id", id + 1);
    add(addTime("ts", time, &json));
  }

  // Pairs each begin with the next end of the same text.
  void addFaults() {
    std::map<std::string_view, std::deque<Index>> open;
    for (Index i = 0; i < trace_.events.size(); ++i) {
      const Event& event = trace_.events[i];
      if (event.kind != Record::FaultBegan && event.kind != Record::FaultEnded) continue;
      const std::string& text = trace_.faults[event.detail].text;
      std::deque<Index>& begun = open[text];
      if (event.kind == Record::FaultBegan) {
        addFault("b", text, i, clock_.ofEvent(i));
        begun.push_back(i);
      } else if (!begun.empty()) {
        addFault("e", text, begun.front(), clock_.ofEvent(i));
        begun.pop_front();
      }
    }
    for (const auto& [text, begun] : open) {
      for (const Index begin : begun) addFault("e", text, begin, endOfRun());
    }
  }

  const Trace& trace_;
  const Clock clock_;
  std::string events_;
};

}  // namespace

std::string perfettoJson(const Trace& trace) { return Writer(trace).run(); }

}  // namespace report
