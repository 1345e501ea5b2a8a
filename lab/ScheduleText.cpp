#include "lab/ScheduleText.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <span>
#include <utility>

#include "host/Check.h"
#include "host/LineReader.h"
#include "host/TextFile.h"

namespace lab {

namespace {

// The longest recorded schedules have some hundred thousand lines.
constexpr size_t kMaxScheduleBytes = size_t{1} << 26;

constexpr int kMaxPeers = 100000;
constexpr int kMaxTick = 1000000;
constexpr int kMaxDelayTicks = 1000;
constexpr int kMaxClient = 1000000;
constexpr int kMaxOrdinal = 1000000;

// ---- What follows the verb. Each gets the line after it, and the group's size.

bool readNothing(host::LineReader*, int, Fault*) { return true; }

bool readPeer(host::LineReader* line, int peers, lab::Fault* fault) {
  return line->readNumber("the peer", 1, peers, &fault->peer);
}

bool readRestart(host::LineReader* line, int peers, lab::Fault* fault) {
  if (!readPeer(line, peers, fault)) return false;
  fault->withMemory = line->takeWord("with");
  return !fault->withMemory || line->readWord("memory");
}

bool readSlow(host::LineReader* line, int peers, lab::Fault* fault) {
  return readPeer(line, peers, fault) && line->readWord("by") &&
         line->readNumber("the delay", 1, kMaxDelayTicks, &fault->ticksMin);
}

bool readFullDisk(host::LineReader* line, int peers, lab::Fault* fault) {
  return line->readWord("disk") && readPeer(line, peers, fault);
}

bool readLinkEnd(host::LineReader* line, int peers, std::vector<sim::PeerId>* end) {
  return line->take('*') || line->readPeers(peers, end);
}

// `on 1,2 > 3`, or nothing: all links.
bool readLinks(host::LineReader* line, int peers, lab::Fault* fault) {
  if (!line->takeWord("on")) return true;
  return readLinkEnd(line, peers, &fault->from) && line->readChar('>') &&
         readLinkEnd(line, peers, &fault->to);
}

// `store` or `membership`, or nothing: both networks.
void takeNetwork(host::LineReader* line, lab::Fault* fault) {
  if (line->takeWord("store"))
    fault->onlyNetwork = sim::NetworkId::Store;
  else if (line->takeWord("membership"))
    fault->onlyNetwork = sim::NetworkId::Membership;
}

bool readProbability(host::LineReader* line, lab::Fault* fault) {
  takeNetwork(line, fault);
  return line->readProbability(&fault->probability);
}

// `with key1` or `without key1`, or nothing: all messages.
bool readContent(host::LineReader* line, lab::Fault* fault) {
  fault->withoutText = line->takeWord("without");
  if (!fault->withoutText && !line->takeWord("with")) return true;
  if (!line->readText("the text", &fault->text)) return false;
  return !fault->text.empty() || line->fail("the text is empty: at least one byte is needed");
}

bool readMessages(host::LineReader* line, int peers, lab::Fault* fault) {
  return readLinks(line, peers, fault) && readContent(line, fault);
}

bool readChance(host::LineReader* line, int peers, lab::Fault* fault) {
  return readProbability(line, fault) && readMessages(line, peers, fault);
}

bool readDelay(host::LineReader* line, int peers, lab::Fault* fault) {
  return readProbability(line, fault) && line->readWord("by") &&
         line->readRange("the delay", 1, kMaxDelayTicks, &fault->ticksMin, &fault->ticksMax) &&
         readMessages(line, peers, fault);
}

bool readReorder(host::LineReader* line, int peers, lab::Fault* fault) {
  return readProbability(line, fault) && line->readWord("by") &&
         line->readNumber("the delay", 1, kMaxDelayTicks, &fault->ticksMax) &&
         readMessages(line, peers, fault);
}

bool readPartition(host::LineReader* line, int peers, lab::Fault* fault) {
  fault->groups.emplace_back();
  if (!line->readPeers(peers, &fault->groups.back())) return false;
  fault->oneWay = line->take('>');
  if (!fault->oneWay && !line->readChar('|')) return false;
  do {
    fault->groups.emplace_back();
    if (!line->readPeers(peers, &fault->groups.back())) return false;
  } while (!fault->oneWay && line->take('|'));
  return true;
}

bool readIsolate(host::LineReader* line, int peers, lab::Fault* fault) {
  sim::PeerId alone = 0;
  if (!line->readNumber("the peer", 1, peers, &alone)) return false;
  if (peers < 2) return line->fail("there is nobody to isolate it from: 2 peers are needed");
  fault->groups = {{alone}, {}};
  for (sim::PeerId peer = 1; peer <= peers; ++peer) {
    if (peer != alone) fault->groups[1].push_back(peer);
  }
  return true;
}

// `store message 1 > 2 #1`
bool readMessageName(host::LineReader* line, int peers, lab::Fault* fault) {
  fault->kind = FaultKind::Message;
  fault->from.resize(1);
  fault->to.resize(1);
  const bool isStore = line->takeWord("store");
  if (!isStore && !line->takeWord("membership")) {
    return line->failUnknown(line->nextWord(), {"store", "membership"});
  }
  fault->network = isStore ? sim::NetworkId::Store : sim::NetworkId::Membership;
  return line->readWord("message") && line->readNumber("the sender", 1, peers, &fault->from[0]) &&
         line->readChar('>') && line->readNumber("the receiver", 1, peers, &fault->to[0]) &&
         line->readChar('#') && line->readNumber("its number", 1, kMaxOrdinal, &fault->ordinal);
}

bool readMessageDrop(host::LineReader* line, int peers, lab::Fault* fault) {
  fault->decision = MessageDecision::Drop;
  return readMessageName(line, peers, fault);
}

// `corrupt disk 3`, or a message.
bool readMomentCorrupt(host::LineReader* line, int peers, lab::Fault* fault) {
  if (line->takeWord("disk")) {
    fault->kind = FaultKind::CorruptDisk;
    return readPeer(line, peers, fault);
  }
  fault->decision = MessageDecision::Corrupt;
  return readMessageName(line, peers, fault);
}

bool readMessageDelay(host::LineReader* line, int peers, lab::Fault* fault) {
  fault->decision = MessageDecision::Delay;
  return readMessageName(line, peers, fault) && line->readWord("by") &&
         line->readNumber("the delay", 1, kMaxDelayTicks, &fault->ticksMin);
}

// Without `by`, the copy is as punctual as the message.
bool readMessageDuplicate(host::LineReader* line, int peers, lab::Fault* fault) {
  fault->decision = MessageDecision::Duplicate;
  if (!readMessageName(line, peers, fault)) return false;
  return !line->takeWord("by") ||
         line->readNumber("the delay", 1, kMaxDelayTicks, &fault->ticksMin);
}

// ---- The verbs.

struct Verb {
  const char* name;
  FaultKind kind;
  bool (*read)(host::LineReader* line, int peers, Fault* fault);
};

constexpr Verb kAtVerbs[] = {
    {"crash", FaultKind::Crash, readPeer},
    {"restart", FaultKind::Restart, readRestart},
    {"join", FaultKind::Join, readPeer},
    {"leave", FaultKind::Leave, readPeer},
    {"heal", FaultKind::Heal, readNothing},
    {"drop", FaultKind::Message, readMessageDrop},
    {"delay", FaultKind::Message, readMessageDelay},
    {"duplicate", FaultKind::Message, readMessageDuplicate},
    {"corrupt", FaultKind::Message, readMomentCorrupt},
};

constexpr Verb kFromVerbs[] = {
    {"pause", FaultKind::Pause, readPeer},
    {"full", FaultKind::FullDisk, readFullDisk},
    {"slow", FaultKind::Slow, readSlow},
    {"drop", FaultKind::Drop, readChance},
    {"delay", FaultKind::Delay, readDelay},
    {"duplicate", FaultKind::Duplicate, readChance},
    {"reorder", FaultKind::Reorder, readReorder},
    {"corrupt", FaultKind::Corrupt, readChance},
    {"partition", FaultKind::Partition, readPartition},
    {"isolate", FaultKind::Partition, readIsolate},
};

// `elsewhere`: the verbs of lines that begin with `beginning`, for those who have taken the wrong
// one.
bool readVerb(std::span<const Verb> verbs, const char* further, std::span<const Verb> elsewhere,
              const char* beginning, host::LineReader* line, int peers, Fault* fault) {
  std::vector<std::string> names;
  for (const Verb& verb : verbs) {
    if (line->takeWord(verb.name)) {
      fault->kind = verb.kind;
      return verb.read(line, peers, fault);
    }
    names.push_back(verb.name);
  }
  if (*further != '\0') names.push_back(further);
  for (const Verb& verb : elsewhere) {
    if (line->takeWord(verb.name)) {
      return line->fail("`" + std::string(verb.name) + "` is not known here: `" + beginning + " " +
                        verb.name + "` is allowed");
    }
  }
  return line->failUnknown(line->nextWord(), names);
}

struct OperationVerb {
  const char* name;
  sim::Operation operation;
  bool hasValue;
};

constexpr OperationVerb kOperationVerbs[] = {
    {"create", sim::Operation::Create, true},
    {"read", sim::Operation::Read, false},
    {"update", sim::Operation::Update, true},
    {"delete", sim::Operation::Delete, false},
};
static_assert(std::size(kOperationVerbs) == sim::kOperationCount);

bool readOperationVerb(host::LineReader* line, ClientOperation* operation) {
  for (const OperationVerb& verb : kOperationVerbs) {
    if (line->takeWord(verb.name)) {
      operation->operation = verb.operation;
      return line->readText("the key", &operation->key) &&
             (!verb.hasValue || line->readText("the value", &operation->value));
    }
  }
  return line->failUnknown(line->nextWord(), {"create", "read", "update", "delete"});
}

bool readOperation(host::LineReader* line, int peers, ClientOperation* operation) {
  return line->readNumber("the client", 1, kMaxClient, &operation->client) &&
         line->readWord("on") && line->readNumber("the peer", 1, peers, &operation->coordinator) &&
         readOperationVerb(line, operation);
}

// ---- The file.

class ScheduleReader {
 public:
  explicit ScheduleReader(int groupSize) : peers_(groupSize) {}

  // Takes over the event of line `number`; leaves the schedule as it was if the line is wrong.
  bool readLine(int number, host::LineReader* line) {
    line_.number = number;
    if (line->atEnd()) return true;
    if (line->takeWord("guarded")) return readGuarded(line);
    const bool isFirst = !std::exchange(hasBegun_, true);
    if (line->takeWord("peers")) return readGroupSize(isFirst, line);
    if (line->takeWord("at")) return readMoment(line);
    if (line->takeWord("from")) return readPeriod(line);
    return line->failUnknown(line->nextWord(), {"peers", "guarded", "at", "from"});
  }

  Schedule takeSorted() {
    schedule_.sort();
    return std::move(schedule_);
  }

 private:
  bool readGroupSize(bool isFirst, host::LineReader* line) {
    if (!isFirst) return line->fail("`peers` is allowed once, before all events");
    int peers = 0;
    if (!line->readNumber("the number of peers", 1, kMaxPeers, &peers) || !line->readEnd()) {
      return false;
    }
    peers_ = schedule_.peers = peers;
    return true;
  }

  bool readGuarded(host::LineReader* line) {
    if (schedule_.isGuarded) return line->fail("`guarded` is allowed once");
    schedule_.isGuarded = true;
    return line->readEnd();
  }

  bool readMoment(host::LineReader* line) {
    sim::Tick tick = 0;
    if (!line->readNumber("the tick", 0, kMaxTick, &tick)) return false;
    if (line->takeWord("client")) return readCall(tick, line);
    Fault fault;
    fault.first = fault.last = tick;
    return readVerb(kAtVerbs, "client", kFromVerbs, "from TICK to TICK", line, peers_, &fault) &&
           add(fault, line);
  }

  bool readCall(sim::Tick tick, host::LineReader* line) {
    ClientOperation operation;
    operation.tick = tick;
    operation.line = line_;
    if (!readOperation(line, peers_, &operation) || !line->readEnd()) return false;
    schedule_.operations.push_back(std::move(operation));
    return true;
  }

  bool readPeriod(host::LineReader* line) {
    Fault fault;
    if (!line->readNumber("the tick", 0, kMaxTick - 1, &fault.first) || !line->readWord("to") ||
        !line->readNumber("the tick", 0, kMaxTick, &fault.last)) {
      return false;
    }
    if (fault.first >= fault.last) {
      return line->fail("it ends at " + std::to_string(fault.last) + ", but begins at " +
                        std::to_string(fault.first) + ": a tick from " +
                        std::to_string(fault.first + 1) + " to " + std::to_string(kMaxTick) +
                        " is allowed");
    }
    return readVerb(kFromVerbs, "", kAtVerbs, "at TICK", line, peers_, &fault) && add(fault, line);
  }

  bool add(Fault fault, host::LineReader* line) {
    if (!line->readEnd()) return false;
    fault.line = line_;
    schedule_.faults.push_back(std::move(fault));
    return true;
  }

  int peers_;
  bool hasBegun_ = false;
  SourceLine line_;  // Which is being read.
  Schedule schedule_;
};

// ---- The printer.

std::string peersText(const std::vector<sim::PeerId>& peers) {
  std::string text;
  for (const sim::PeerId peer : peers) text += (text.empty() ? "" : ",") + std::to_string(peer);
  return text;
}

std::string linksText(const Fault& fault) {
  if (fault.from.empty() && fault.to.empty()) return "";
  const auto endText = [](const std::vector<sim::PeerId>& end) {
    return end.empty() ? "*" : peersText(end);
  };
  return " on " + endText(fault.from) + " > " + endText(fault.to);
}

std::string contentText(const Fault& fault) {
  if (fault.text.empty()) return "";
  return (fault.withoutText ? " without " : " with ") + host::quotedText(fault.text);
}

std::string messagesText(const Fault& fault) { return linksText(fault) + contentText(fault); }

// The shortest digits that are read as the same number.
std::string numberText(double number) {
  char text[32];
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, number);
    if (std::strtod(text, nullptr) == number) break;
  }
  return text;
}

std::string rangeText(int first, int last) {
  return first == last ? std::to_string(first)
                       : std::to_string(first) + ".." + std::to_string(last);
}

std::string groupsText(const Fault& fault) {
  std::string text;
  for (const std::vector<sim::PeerId>& group : fault.groups) {
    if (!text.empty()) text += fault.oneWay ? " > " : " | ";
    text += peersText(group);
  }
  return text;
}

std::string networkName(sim::NetworkId network) {
  return network == sim::NetworkId::Store ? "store" : "membership";
}

// What is drawn: "0.3", or "store 0.3".
std::string chanceText(const Fault& fault) {
  const std::string chance = numberText(fault.probability);
  return fault.onlyNetwork ? networkName(*fault.onlyNetwork) + " " + chance : chance;
}

std::string messageText(const Fault& fault) {
  constexpr std::array kDecisions = {"drop", "delay", "duplicate", "corrupt"};
  static_assert(kDecisions.size() == sim::kMessageDecisionCount);
  std::string text = kDecisions[static_cast<size_t>(fault.decision)];
  text += " " + networkName(fault.network) + " message ";
  text += std::to_string(fault.from.front()) + " > " + std::to_string(fault.to.front()) + " #" +
          std::to_string(fault.ordinal);
  if (fault.ticksMin > 0) text += " by " + std::to_string(fault.ticksMin);
  return text;
}

std::string eventText(const Fault& fault) {
  const std::string peer = std::to_string(fault.peer);
  const std::string chance = chanceText(fault);
  switch (fault.kind) {
    case FaultKind::Drop: return "drop " + chance + messagesText(fault);
    case FaultKind::Delay:
      return "delay " + chance + " by " + rangeText(fault.ticksMin, fault.ticksMax) +
             messagesText(fault);
    case FaultKind::Duplicate: return "duplicate " + chance + messagesText(fault);
    case FaultKind::Reorder:
      return "reorder " + chance + " by " + std::to_string(fault.ticksMax) + messagesText(fault);
    case FaultKind::Corrupt: return "corrupt " + chance + messagesText(fault);
    case FaultKind::Partition: return "partition " + groupsText(fault);
    case FaultKind::Slow: return "slow " + peer + " by " + std::to_string(fault.ticksMin);
    case FaultKind::Pause: return "pause " + peer;
    case FaultKind::FullDisk: return "full disk " + peer;
    case FaultKind::CorruptDisk: return "corrupt disk " + peer;
    case FaultKind::Crash: return "crash " + peer;
    case FaultKind::Restart: return "restart " + peer + (fault.withMemory ? " with memory" : "");
    case FaultKind::Join: return "join " + peer;
    case FaultKind::Leave: return "leave " + peer;
    case FaultKind::Heal: return "heal";
    case FaultKind::Message: return messageText(fault);
  }
  return "";
}

}  // namespace

Schedule readScheduleFile(const std::string& path, int groupSize,
                          std::vector<std::string>* errors) {
  std::string text;
  const std::string reason = host::readTextFile(path, kMaxScheduleBytes, &text);
  if (!reason.empty()) {
    errors->push_back(path + ": cannot be read: " + reason);
    return {};
  }
  const size_t errorsBefore = errors->size();
  Schedule schedule = readScheduleText(text, path, groupSize, errors);
  if (errors->size() == errorsBefore && schedule == Schedule()) {
    errors->push_back(path + ":1: the schedule is empty: lines like `at 150 crash 2` are expected");
  }
  return schedule;
}

Schedule readScheduleText(std::string_view text, const std::string& name, int groupSize,
                          std::vector<std::string>* errors) {
  text = host::withoutByteOrderMark(text);
  if (text.size() > kMaxScheduleBytes || host::isBinary(text)) {
    errors->push_back(name +
                      ":1: this is not a schedule: lines like `at 150 crash 2` are expected");
    return {};
  }
  ScheduleReader reader(groupSize);
  int lineNumber = 0;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    ++lineNumber;
    host::LineReader line(text.substr(start, end - start));
    if (!reader.readLine(lineNumber, &line)) {
      errors->push_back(name + ":" + std::to_string(lineNumber) + ": " + line.problem());
    }
    start = end + 1;
  }
  return reader.takeSorted();
}

IneffectiveEvent ineffectiveFault(const Fault& fault, const std::string& reason) {
  CHECK(fault.line.number > 0);
  return {fault.line.number, "`" + faultText(fault) + "` did nothing: " + reason};
}

std::string faultText(const Fault& fault) {
  const std::string first = std::to_string(fault.first);
  if (isLasting(fault.kind)) {
    return "from " + first + " to " + std::to_string(fault.last) + " " + eventText(fault);
  }
  return "at " + first + " " + eventText(fault);
}

std::string operationText(const ClientOperation& operation) {
  const OperationVerb& verb = kOperationVerbs[static_cast<size_t>(operation.operation)];
  std::string text = "at " + std::to_string(operation.tick) + " client " +
                     std::to_string(operation.client) + " on " +
                     std::to_string(operation.coordinator) + " " + verb.name + " " +
                     host::quotedText(operation.key);
  if (verb.hasValue) text += " " + host::quotedText(operation.value);
  return text;
}

std::string scheduleText(const Schedule& schedule) {
  std::string text;
  if (schedule.peers > 0) text += "peers " + std::to_string(schedule.peers) + "\n";
  if (schedule.isGuarded) text += "guarded\n";
  auto operation = schedule.operations.begin();
  const auto addOperationsBefore = [&](sim::Tick tick) {
    for (; operation != schedule.operations.end() && operation->tick < tick; ++operation) {
      text += operationText(*operation) + "\n";
    }
  };
  for (const Fault& fault : schedule.faults) {
    addOperationsBefore(fault.first);
    text += faultText(fault) + "\n";
  }
  addOperationsBefore(std::numeric_limits<sim::Tick>::max());
  return text;
}

}  // namespace lab
