// Schedules for property tests: any kind, any values that the schedule language allows.
#ifndef TESTS_RANDOMSCHEDULE_H_
#define TESTS_RANDOMSCHEDULE_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lab/Schedule.h"
#include "sim/Random.h"

class RandomSchedule {
 public:
  RandomSchedule(uint64_t seed, int peers) : draws_(seed, "random schedule"), peers_(peers) {}

  lab::Schedule draw() {
    lab::Schedule schedule;
    if (draws_.chance(0.5)) schedule.peers = peers_;
    for (int64_t left = draws_.between(0, 12); left > 0; --left) {
      schedule.faults.push_back(drawFault());
    }
    for (int64_t left = draws_.between(0, 12); left > 0; --left) {
      schedule.operations.push_back(drawOperation());
    }
    std::stable_sort(schedule.faults.begin(), schedule.faults.end(),
                     [](const lab::Fault& a, const lab::Fault& b) { return a.first < b.first; });
    std::stable_sort(schedule.operations.begin(), schedule.operations.end(),
                     [](const auto& a, const auto& b) { return a.tick < b.tick; });
    return schedule;
  }

  lab::Fault drawFault() {
    lab::Fault fault;
    fault.kind = static_cast<lab::FaultKind>(draws_.below(14));
    fault.first = number(0, 40);
    fault.last = lab::isLasting(fault.kind) ? fault.first + number(1, 20) : fault.first;
    switch (fault.kind) {
      case lab::FaultKind::Drop:
      case lab::FaultKind::Duplicate:
      case lab::FaultKind::Corrupt: drawLinks(&fault); break;
      case lab::FaultKind::Delay:
        drawLinks(&fault);
        fault.ticksMin = number(1, 5);
        fault.ticksMax = number(fault.ticksMin, 6);
        break;
      case lab::FaultKind::Reorder:
        drawLinks(&fault);
        fault.ticksMax = number(1, 4);
        break;
      case lab::FaultKind::Partition:
        fault.oneWay = draws_.chance(0.3);
        for (int left = fault.oneWay ? 2 : number(2, 4); left > 0; --left) {
          fault.groups.push_back(somePeers());
        }
        break;
      case lab::FaultKind::Heal: break;
      case lab::FaultKind::Message: drawMessage(&fault); break;
      case lab::FaultKind::Slow: fault.ticksMin = number(1, 3); [[fallthrough]];
      default: fault.peer = peer();
    }
    if (fault.kind == lab::FaultKind::Restart) fault.withMemory = draws_.chance(0.5);
    return fault;
  }

  lab::ClientOperation drawOperation() {
    lab::ClientOperation operation;
    operation.tick = number(0, 40);
    operation.client = number(1, 5);
    operation.coordinator = peer();
    operation.operation = static_cast<sim::Operation>(draws_.below(4));
    operation.key = text();
    const bool hasValue = operation.operation == sim::Operation::Create ||
                          operation.operation == sim::Operation::Update;
    if (hasValue) operation.value = text();
    return operation;
  }

 private:
  int number(int first, int last) { return static_cast<int>(draws_.between(first, last)); }
  sim::PeerId peer() { return number(1, peers_); }

  std::vector<sim::PeerId> somePeers() {
    std::vector<sim::PeerId> peers;
    for (sim::PeerId each = 1; each <= peers_; ++each) {
      if (draws_.chance(0.5)) peers.push_back(each);
    }
    if (peers.empty()) peers.push_back(peer());
    if (draws_.chance(0.5)) std::reverse(peers.begin(), peers.end());
    return peers;
  }

  void drawLinks(lab::Fault* fault) {
    if (draws_.chance(0.5)) fault->from = somePeers();
    if (draws_.chance(0.5)) fault->to = somePeers();
    // 0, 1, round and odd numbers.
    const int form = number(0, 4);
    fault->probability = form == 0   ? number(0, 1)
                         : form <= 2 ? number(0, 100) / 100.0
                                     : static_cast<double>(draws_.next() >> 11) * 0x1p-53;
  }

  void drawMessage(lab::Fault* fault) {
    fault->from = {peer()};
    fault->to = {peer()};
    fault->network = draws_.chance(0.5) ? sim::NetworkId::Store : sim::NetworkId::Membership;
    fault->ordinal = number(1, 3);
    fault->decision = static_cast<lab::MessageDecision>(draws_.below(4));
    if (fault->decision == lab::MessageDecision::Delay) fault->ticksMin = number(1, 4);
    if (fault->decision == lab::MessageDecision::Duplicate) fault->ticksMin = number(0, 4);
  }

  std::string text() {
    std::string text;
    const bool isPlain = draws_.chance(0.5);
    for (int left = number(isPlain ? 1 : 0, 6); left > 0; --left) {
      text += static_cast<char>(isPlain ? number('a', 'z') : number(0, 255));
    }
    return text;
  }

  sim::Random draws_;
  const int peers_;
};

#endif  // TESTS_RANDOMSCHEDULE_H_
