// What the schedule's faults do to each message. Asked by EmulNet for each send. Deterministic:
// equal (seed, faults, messages) give equal fates.
//
// A message meets the faults in this order: partition, drop, corrupt, duplicate, and then whatever
// delays it, all of which add up. Each kind draws from a stream of its own, whatever the others do
// to the message: taking a kind out of a schedule does not shift the rest. Faults strike both
// networks alike, and a message to oneself as any other, but no partition cuts that.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lab/Schedule.h"
#include "sim/Event.h"
#include "sim/Random.h"

namespace lab {

// Whether this fault draws dice for a message: what decisions() can stand for. A drop with
// probability 1 does not, nor does a delay with probability 1 by always as much.
bool isDecidedByChance(const Fault& fault);

class NetworkFaults {
 public:
  // Takes the kinds that concern messages, and Heal; the others are ScenarioPlayer's. REQUIRES:
  // values within the bounds of the schedule language.
  NetworkFaults(uint64_t seed, std::vector<Fault> faults);
  NetworkFaults(const NetworkFaults&) = delete;
  NetworkFaults& operator=(const NetworkFaults&) = delete;

  // In the run: adds those of single messages; the other kinds are ScenarioPlayer's, as above.
  // REQUIRES: none of them lasts or heals; no message of their ticks has been decided.
  void add(const std::vector<Fault>& faults);

  // One message's fate. Nothing else befalls one that is lost.
  struct Fate {
    bool lost = false;
    sim::DropCause cause = sim::DropCause::Fault;  // If lost.
    bool corrupted = false;
    bool delayed = false;
    bool duplicated = false;
    // How many ticks the message is late and, if it is duplicated, its copy.
    std::array<int, 2> delays{};
  };

  // Whether decide() uses a message's bytes: to flip bits in them, or to look for a text.
  bool needsBytes() const { return mayCorrupt() || hasTexts_; }

  // The fate of a message sent at `tick`. `bytes` is the copy that will be sent: bits are flipped
  // in place. Called once for each message, in the order of sending, unless isCalm(tick). REQUIRES:
  // no tick is before the last call's.
  Fate decide(sim::Tick tick, sim::NetworkId network, const sim::Endpoint& from,
              const sim::Endpoint& to, char* bytes, int32_t sizeBytes);

  // After the run: the faults of a schedule file that changed no message. Those of a drawn schedule
  // are not followed.
  std::vector<IneffectiveEvent> ineffectiveFaults() const;

  // True if at `tick` no fault can touch any message: the caller need not ask.
  bool isCalm(sim::Tick tick) const;

  // Before the first decide(). With record() on: what was decided by chance and was not "delivered
  // as sent", as Message faults that decide the same if they take the place of all faults that
  // isDecidedByChance() (a corrupted message's bits are a function of its name, so they repeat).
  void record(bool on) { isRecording_ = on; }
  const std::vector<Fault>& decisions() const { return decisions_; }

 private:
  struct MessageName {
    sim::Tick tick;
    sim::NetworkId network;
    sim::PeerId from;
    sim::PeerId to;
    int ordinal;

    auto operator<=>(const MessageName&) const = default;
  };

  // What a fault has done so far: met no message, met some and changed none, changed one at least.
  enum class Reach : uint8_t { None, Met, Struck };

  struct Rule {
    Fault fault;
    bool isByChance;  // isDecidedByChance(fault)
    sim::Tick end;    // The first tick at which it is over: its last, or that of a heal before.
    Reach reach = Reach::None;
  };

  // What is decided of one message, apart from partitions.
  struct Effects {
    bool drop = false;
    bool corrupt = false;
    bool duplicate = false;
    std::array<int, 2> delays{};  // Of the message and, if there is one, of its copy.
  };

  struct Named {
    Effects effects;
    Reach reach = Reach::None;
  };

  // The dice of what delays.
  struct DelayDice {
    DelayDice(uint64_t seed, const std::string& purpose);
    std::array<sim::Random, 2> ofCopy;  // The copy's own, so that it does not shift the message's.
  };

  static MessageName nameOf(const Fault& fault);
  void addNamed(Fault fault);
  void addRule(Fault fault);
  void findBusyPeriods();
  void advanceTo(sim::Tick tick);
  bool mayCorrupt() const { return hasCorruption_ || !named_.empty(); }
  bool needsNames() const;
  MessageName nameMessage(sim::NetworkId network, sim::PeerId from, sim::PeerId to);
  bool cuts(sim::PeerId from, sim::PeerId to);
  // Returns what the rule does to the message if nothing else stops it.
  Reach apply(const Rule& rule, sim::NetworkId network, sim::PeerId from, sim::PeerId to,
              std::string_view bytes, Effects* effects);
  Fate fateOf(const MessageName& name, const Effects& fixed, const Effects& chance, char* bytes,
              int32_t sizeBytes) const;
  void noteReach(const Fate& fate, Named* named);
  static std::string whyIneffective(const Rule& rule);
  void flipBits(const MessageName& name, char* bytes, int32_t sizeBytes) const;
  void recordDecisions(const MessageName& name, const Effects& fixed, const Effects& chance);

  const uint64_t seed_;
  std::vector<Rule> rules_;  // What lasts, by first tick.
  std::map<MessageName, Named> named_;
  std::vector<Fault> namedOfFile_;  // The faults of single messages that a schedule file has.
  std::vector<Fault> impossible_;   // Those of a file that have the probability 0.
  std::vector<std::pair<sim::Tick, sim::Tick>>
      busyPeriods_;  // [first, second), disjoint, ascending.

  sim::Random dropDice_;
  sim::Random corruptDice_;
  sim::Random duplicateDice_;
  DelayDice delayDice_;
  DelayDice reorderDice_;

  bool hasCorruption_ = false;                  // Of any message, at any time.
  bool hasTexts_ = false;                       // Whether a rule goes by the bytes of messages.
  sim::Tick tick_;                              // Of the three below.
  size_t nextRule_ = 0;                         // The first that has not begun.
  std::vector<Rule*> active_;                   // The rules that hold.
  std::unordered_map<uint64_t, int> ordinals_;  // How many messages each link has had.

  bool isFollowed_ = false;      // Whether a fault has a source line: `reach` is of use.
  std::vector<Rule*> striking_;  // Those that strike the message being decided, if isFollowed_.

  bool isRecording_ = false;
  std::vector<Fault> decisions_;
};

}  // namespace lab
