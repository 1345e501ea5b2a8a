// Runs written down event by event, for the tests of what explains lost points.
#ifndef TESTS_EVIDENCEBUILDER_H_
#define TESTS_EVIDENCEBUILDER_H_

#include <algorithm>
#include <string>

#include "check/base/Placement.h"
#include "grading/explain/evidence/Evidence.h"
#include "grading/score/Grade.h"

namespace gradingtest {

using grading::PeerId;
using grading::Peers;
using grading::Tick;
using sim::EventKind;

// Ten peers, of which all know all; then what is added. All calls are of the key `k`, value `v`.
class EvidenceBuilder {
 public:
  explicit EvidenceBuilder(sim::Operation operation = sim::Operation::Read, bool joins = true)
      : operation_(operation) {
    for (PeerId peer = 1; peer <= 10; ++peer) {
      all_.push_back(peer);
      add(event(EventKind::NodeStarted, 0, peer));
    }
    for (PeerId peer = 1; joins && peer <= 10; ++peer) {
      for (PeerId other = 1; other <= 10; ++other) added(5, peer, other);
    }
    replicas_ = check::replicasInOrder(all_, "k");
  }

  grading::Evidence evidence;

  const Peers& all() const { return all_; }
  PeerId primary() const { return replicas_[0]; }
  PeerId secondary() const { return replicas_[1]; }
  PeerId tertiary() const { return replicas_[2]; }
  const Peers& replicas() const { return replicas_; }
  // The key's replicas without these peers; the primary first.
  Peers replicasWithout(const Peers& gone) const {
    return check::replicasInOrder(allBut(gone), "k");
  }
  // The first peers that are no replicas.
  PeerId outsider(size_t index = 0) const { return allBut(replicas_)[index]; }
  Peers allBut(const Peers& gone) const {
    Peers rest;
    for (const PeerId peer : all_) {
      if (std::count(gone.begin(), gone.end(), peer) == 0) rest.push_back(peer);
    }
    return rest;
  }

  // ---- Peers and their lists.

  EvidenceBuilder& added(Tick tick, PeerId by, PeerId of) {
    return add(event(EventKind::MemberAdded, tick, by, of));
  }
  EvidenceBuilder& removed(Tick tick, PeerId by, PeerId of) {
    return add(event(EventKind::MemberRemoved, tick, by, of));
  }
  EvidenceBuilder& failed(Tick tick, const Peers& peers) {
    for (const PeerId peer : peers) add(event(EventKind::NodeFailed, tick, peer));
    return *this;
  }
  // By all that are alive.
  EvidenceBuilder& noticed(Tick tick, const Peers& peers) {
    for (const PeerId by : evidence.aliveAt(tick)) {
      for (const PeerId peer : peers) removed(tick, by, peer);
    }
    return *this;
  }
  // ---- What a probe of the nodes reports.

  EvidenceBuilder& entered(Tick tick, PeerId peer) {
    return add(event(EventKind::GroupEntered, tick, peer));
  }
  EvidenceBuilder& listed(Tick tick, PeerId by, PeerId of, int heartbeat, int timestamp) {
    sim::Event listed = event(EventKind::MemberListed, tick, by, of);
    listed.heartbeat = heartbeat;
    listed.timestamp = timestamp;
    return add(listed);
  }
  EvidenceBuilder& named(Tick tick, PeerId by, const std::string& key, const Peers& replicas) {
    std::string text;
    for (const PeerId replica : replicas) text += std::to_string(replica) + " ";
    sim::Event named = event(EventKind::ReplicasNamed, tick, by);
    named.key = key;
    named.text = text;
    return add(named);
  }

  EvidenceBuilder& gossip(Tick tick, PeerId from, PeerId to, bool delivered = true) {
    add(message(EventKind::Sent, tick, from, to, sim::NetworkId::Membership));
    if (!delivered) return *this;
    return add(message(EventKind::Delivered, tick + 1, to, from, sim::NetworkId::Membership));
  }

  // ---- The store.

  EvidenceBuilder& call(Tick tick, PeerId coordinator, const std::string& key = "k") {
    coordinator_ = coordinator;
    calledAt_ = tick;
    ++transId_;
    key_ = key;
    sim::Event call = event(EventKind::OperationInvoked, tick, coordinator);
    call.operation = operation_;
    call.key = key_;
    call.value = key == "k" ? "v" : "";
    return add(call);
  }
  EvidenceBuilder& sent(Tick tick, PeerId from, PeerId to) {
    add(message(EventKind::Sent, tick, from, to, sim::NetworkId::Store));
    if (!evidence.isAlive(to, tick)) return lost(tick, from, to, sim::DropCause::ReceiverDown);
    return *this;
  }
  EvidenceBuilder& delivered(Tick tick, PeerId from, PeerId to) {
    return add(message(EventKind::Delivered, tick, to, from, sim::NetworkId::Store));
  }
  EvidenceBuilder& lost(Tick tick, PeerId from, PeerId to, sim::DropCause cause, int size = 50,
                        sim::NetworkId network = sim::NetworkId::Store) {
    sim::Event dropped = message(EventKind::Dropped, tick, from, to, network);
    dropped.cause = cause;
    dropped.sizeBytes = size;
    return add(dropped);
  }
  // The coordinator's messages, in the call.
  EvidenceBuilder& asks(const Peers& peers) {
    for (const PeerId peer : peers) sent(calledAt_, coordinator_, peer);
    return *this;
  }
  // A replica's line and its reply.
  EvidenceBuilder& answer(Tick tick, PeerId peer, bool success, const std::string& value = "v") {
    logged(tick, peer, success, value);
    return sent(tick, peer, coordinator_);
  }
  // Its line, of another transaction than the last call's; the calls are numbered from 1.
  EvidenceBuilder& answerOf(int32_t transId, Tick tick, PeerId peer, bool success) {
    const std::string value = "v";
    sim::Event answer = line(EventKind::ReplicaAnswered, tick, peer, success, value);
    answer.transId = transId;
    return add(answer);
  }
  EvidenceBuilder& logged(Tick tick, PeerId peer, bool success, const std::string& value = "v") {
    return add(line(EventKind::ReplicaAnswered, tick, peer, success, value));
  }
  EvidenceBuilder& result(Tick tick, bool success, const std::string& value = "v") {
    return add(line(EventKind::OperationFinished, tick, coordinator_, success, value));
  }
  // What is called from now on.
  EvidenceBuilder& of(sim::Operation operation) {
    operation_ = operation;
    return *this;
  }
  // A create of `k` that goes well, at 100.
  EvidenceBuilder& created() {
    const sim::Operation operation = operation_;
    operation_ = sim::Operation::Create;
    served(100, outsider(5), replicas_);
    operation_ = operation;
    return *this;
  }
  // A call that goes well: these peers are asked, and those that are alive succeed.
  EvidenceBuilder& served(Tick tick, PeerId coordinator, const Peers& asked) {
    call(tick, coordinator).asks(asked);
    size_t successes = 0;
    for (const PeerId peer : asked) {
      if (!evidence.isAlive(peer, tick)) continue;
      answer(tick + 1, peer, true);
      ++successes;
    }
    return successes >= 2 ? result(tick + 2, true) : result(tick + 11, false);
  }

  EvidenceBuilder& add(const sim::Event& event) {
    evidence.onEvent(event);
    return *this;
  }

 private:
  static sim::Event event(EventKind kind, Tick tick, PeerId node, PeerId other = 0) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.node.id = node;
    event.other.id = other;
    return event;
  }
  static sim::Event message(EventKind kind, Tick tick, PeerId node, PeerId other,
                            sim::NetworkId network) {
    sim::Event message = event(kind, tick, node, other);
    message.network = network;
    message.sizeBytes = 50;
    return message;
  }
  sim::Event line(EventKind kind, Tick tick, PeerId node, bool success,
                  const std::string& value) const {
    sim::Event line = event(kind, tick, node);
    line.operation = operation_;
    line.success = success;
    line.transId = transId_;
    line.key = key_;
    line.value = value;
    return line;
  }

  sim::Operation operation_;
  Peers all_;
  Peers replicas_;
  PeerId coordinator_ = 0;
  Tick calledAt_ = 0;
  int32_t transId_ = 0;
  std::string key_;
};

// A test that lost all points: its name (`read2`), as the scorers have it.
inline grading::TestGrade lostTest(const std::string& name) {
  using grading::Scenario;
  grading::TestGrade test;
  test.name = name;
  test.maxPoints = 9;
  const auto begins = [&](const char* with) { return name.rfind(with, 0) == 0; };
  if (begins("create")) test.scenario = Scenario::Create;
  if (begins("delete")) test.scenario = Scenario::Delete;
  if (begins("read")) test.scenario = Scenario::Read;
  if (begins("update")) test.scenario = Scenario::Update;
  if (begins("single")) test.scenario = Scenario::SingleFailure;
  if (begins("multi")) test.scenario = Scenario::MultiFailure;
  for (const grading::TestScore& score : grading::zeroScore(test.scenario, "").tests) {
    if (score.name != name) continue;
    test.title = score.title;
    test.aspect = score.aspect;
  }
  return test;
}

}  // namespace gradingtest

#endif  // TESTS_EVIDENCEBUILDER_H_
