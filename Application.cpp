#include "Application.h"

#include <array>
#include <set>

#include "CourseRules.h"
#include "HashTable.h"
#include "check/base/Placement.h"
#include "host/Interruption.h"
#include "host/RunPosition.h"
#include "lab/WhatIf.h"
#include "sim/EventStream.h"
#include "sim/TableRegistry.h"

using lab::WhatIf;
using sim::PeerId;

namespace {

// The store starts this long after all peers have been introduced.
constexpr int kSettleTicks = 50;
// A large group that has not gathered this long after the last introduction never will.
constexpr int kGatherTicks = 300;

// When the CRUD tests act, in ticks of the schedule.
constexpr int kFirstFailureTime = 175;
constexpr int kSecondFailureTime = 225;
constexpr int kStabilizedTime = 275;
constexpr int kOutsiderFailureTime = 285;
constexpr int kMembershipFailureTime = 100;

// How much earlier they are supposed to be, if they are (lab/WhatIf.h).
constexpr int kEarlyTicks = 40;
constexpr int kSpreadTicks = 25;

constexpr char kNewValue[] = "newValue";

const char* nameOf(sim::Operation operation) {
  constexpr std::array kNames = {"Creating", "Reading", "Updating", "Deleting"};
  static_assert(kNames.size() == sim::kOperationCount);
  return kNames[static_cast<size_t>(operation)];
}

string lowerCase(const string& text) {
  string lower = text;
  for (char& c : lower) c = static_cast<char>(tolower(static_cast<unsigned char>(c)));
  return lower;
}

// As the course's network is in its tests of the store.
bool isNetworkPrompt(const Params& params) { return !params.DROP_MSG && params.MSG_DELAY_MAX == 0; }

// The course's graders look for a key anywhere in a line, ignoring case. A key with a digit right
// before a letter, and no two digits in a row, occurs nowhere else in a line of dbg.log: not in a
// time, not in a value, not in the words.
bool isUnmistakable(const string& key) {
  bool digitBeforeLetter = false;
  for (size_t i = 0; i + 1 < key.size(); ++i) {
    if (!isdigit(static_cast<unsigned char>(key[i]))) continue;
    if (isdigit(static_cast<unsigned char>(key[i + 1]))) return false;
    digitBeforeLetter = true;
  }
  return digitBeforeLetter;
}

// Failures come this much before the schedule's.
int failureLead() { return lab::isSupposed(WhatIf::EarlyFailures) ? kEarlyTicks : 0; }

bool supposesOtherTimes() {
  return lab::isSupposed(WhatIf::EarlyFailures) || lab::isSupposed(WhatIf::SpreadFailures);
}

// In ticks, of the peers that are there from the start.
int lastIntroduction(const Params& params) {
  return static_cast<int>(params.STEP_RATE * (params.MAX_NNB - 1));
}

// What the peer's tables hold for the key: in the last that has it. Null if none has.
const string* copyAt(PeerId peer, const string& key) {
  const string* text = nullptr;
  for (const HashTable* table : tableRegistry().tablesOf(peer)) {
    const auto found = table->hashTable.find(key);
    if (found != table->hashTable.end()) text = &found->second;
  }
  return text;
}

// What the peers' code finds when it is made.
Params* beginRun(Params* params) {
  params->globaltime = 0;
  params->dropmsg = 0;
  params->allNodesJoined = 0;
  // For submissions that call rand().
  srand(static_cast<unsigned>(params->SEED));
  host::runPosition.seed = params->SEED;
  host::runPosition.messages = 0;
  return params;
}

}  // namespace

Application::Application(Params* params, const sim::EventStream* events, const sim::Tally* tally,
                         std::ostream* progress)
    : par(params),
      tally(tally),
      progress(progress),
      peers(beginRun(params), events, progress),
      random(params->SEED, "course"),
      supposedRandom(params->SEED, "what if"),
      scheduleStartsAt(startsAtTickZero(*params) ? 0 : -1) {}

bool Application::startsAtTickZero(const Params& params) {
  return lastIntroduction(params) + kSettleTicks < INSERT_TIME;
}

void Application::follow(const Scenario& given) {
  scenario = given;
  peers.setFaults(scenario.faults);
  for (PeerId peer : scenario.player->joiners()) peers.leaveToJoin(peer);
}

// ---- The tick loop.

void Application::runTo(int tick) {
  for (; par->globaltime < tick && goesOn(); ++par->globaltime) runTick();
}

int Application::run() {
  for (; goesOn(); ++par->globaltime) runTick();
  if (takeCensus) takeCensus();
  peers.windUp();
  return isPossible ? SUCCESS : FAILURE;
}

bool Application::goesOn() const { return isPossible && !isOver() && !host::isInterrupted(); }

void Application::runTick() {
  switchMessageLoss();
  if (scenario.onSettled && par->globaltime == scenario.settlesBy) scenario.onSettled();
  if (scenario.player != nullptr) scenario.player->playFaults(par->globaltime);
  peers.runMembership();
  noteIntroductions();
  if (storesRun()) peers.runStores();
  if (scheduleStartsAt < 0) noteGathered();
  if (scheduleStartsAt >= 0 && runsCourse()) isPossible = runSchedule();
  if (isTimeForCalls()) scenario.player->playOperations(par->globaltime);
  isPossible = isPossible && !hasPeersFault();
  if (showTick) showTick(par->globaltime + 1, expectedEnd());
}

bool Application::hasPeersFault() {
  if (peers.fault().empty()) return false;
  failure = peers.fault();
  return true;
}

bool Application::isOver() const {
  const bool isCourseOver = scheduleStartsAt >= 0 && scheduleTime() >= TOTAL_RUNNING_TIME;
  return (isCourseOver || !runsCourse()) && par->globaltime >= scenario.endsAt;
}

int Application::expectedEnd() const {
  if (!runsCourse()) return scenario.endsAt;
  const int start =
      scheduleStartsAt >= 0 ? scheduleStartsAt : max(par->globaltime, lastIntroduction(*par));
  return max(start + TOTAL_RUNNING_TIME, scenario.endsAt);
}

bool Application::runsCourse() const { return par->WORKLOAD == "course"; }

bool Application::storesRun() const {
  return par->STORE && introducedAt >= 0 && par->globaltime > introducedAt + kSettleTicks;
}

bool Application::isTimeForCalls() const {
  return scenario.player != nullptr && storesRun() &&
         par->globaltime < scenario.endsAt - kAnswerTicks;
}

int Application::scheduleTime() const {
  return scheduleStartsAt < 0 ? 0 : par->globaltime - scheduleStartsAt;
}

string Application::timeText() const {
  const string text = "at time " + to_string(par->globaltime);
  if (scheduleStartsAt <= 0) return text;
  return text + " (" + to_string(scheduleTime()) + " in the schedule, which started at " +
         to_string(scheduleStartsAt) + ")";
}

void Application::noteIntroductions() {
  if (introducedAt < 0 && peers.areIntroduced()) introducedAt = par->globaltime;
}

void Application::noteGathered() {
  const int joined = peers.countInGroup();
  const bool waitedEnough = introducedAt >= 0 && par->globaltime >= introducedAt + kGatherTicks;
  if (joined < peers.size() && !waitedEnough) return;
  scheduleStartsAt = par->globaltime;
  *progress << joined << " of " << peers.size()
            << " peers have joined: the schedule starts at time " << scheduleStartsAt << endl;
}

void Application::switchMessageLoss() {
  const int time = scheduleTime();
  par->dropmsg = par->DROP_MSG && time >= par->DROP_START && time < par->DROP_STOP;
}

// ---- The schedules.

bool Application::runSchedule() {
  if (par->CRUDTEST != NO_CRUD_TEST) return crudSchedule();
  if (scheduleTime() == kMembershipFailureTime) fail();
  return true;
}

bool Application::crudSchedule() {
  const int time = scheduleTime();
  if (time == INSERT_TIME) return insertTestKVPairs();
  if (time + failureLead() < TEST_TIME) return true;
  switch (par->CRUDTEST) {
    case DELETE_TEST: return time != TEST_TIME || deleteTest();
    case READ_TEST: {
      const auto& pair = *testKVPairs.begin();
      return replicaFailureTest({sim::Operation::Read, pair.first, pair.second},
                                {sim::Operation::Read, course::kInvalidKey, ""});
    }
    case UPDATE_TEST:
      return replicaFailureTest(
          {sim::Operation::Update, std::next(testKVPairs.begin())->first, kNewValue},
          {sim::Operation::Update, course::kInvalidKey, course::kInvalidValue});
    default: return true;  // The create test is over with the inserts.
  }
}

void Application::fillTestKVPairs() {
  constexpr char kAlphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  set<string> taken;  // Ignoring case, as the graders do.
  while (testKVPairs.size() < NUMBER_OF_INSERTS) {
    string key;
    for (int i = 0; i < KEY_LENGTH; ++i) key += kAlphabet[random.below(sizeof kAlphabet - 1)];
    if (!isUnmistakable(key) || !taken.insert(lowerCase(key)).second) continue;
    testKVPairs[key] = "value" + to_string(random.below(NUMBER_OF_INSERTS));
  }
}

bool Application::insertTestKVPairs() {
  fillTestKVPairs();
  *progress << endl << "Creating " << testKVPairs.size() << " keys" << endl;
  for (const auto& pair : testKVPairs) {
    if (!invoke({sim::Operation::Create, pair.first, pair.second})) return false;
  }
  return true;
}

bool Application::deleteTest() {
  const size_t half = testKVPairs.size() / 2;
  if (lab::isSupposed(WhatIf::Copies)) {
    for (const auto& pair : testKVPairs) supplyCopies(pair.first);
  }
  *progress << endl << "Deleting " << half << " valid keys and an invalid one" << endl;
  auto pair = testKVPairs.begin();
  for (size_t i = 0; i < half; ++i) {
    ++pair;
    if (!invoke({sim::Operation::Delete, pair->first, pair->second})) return false;
  }
  return invoke({sim::Operation::Delete, course::kInvalidKey, ""});
}

bool Application::replicaFailureTest(const TestOperation& valid, const TestOperation& invalid) {
  if (lab::isSupposed(WhatIf::Copies)) supplyCopies(valid.key);
  if (!failReplicasInTime(valid.key)) return false;
  switch (scheduleTime()) {
    case TEST_TIME:
    case kFirstFailureTime:
    case kSecondFailureTime:
    case kStabilizedTime: return announceAndInvoke(valid);
    case kOutsiderFailureTime: return announceAndInvoke(valid) && announceAndInvoke(invalid);
    default: return true;
  }
}

bool Application::failReplicasInTime(const string& key) {
  const bool isSpread = lab::isSupposed(WhatIf::SpreadFailures);
  // What is drawn at the schedule's own times is drawn all the same: the clients stay.
  PeerId unused = 0;
  switch (scheduleTime()) {
    case kFirstFailureTime:
    case kSecondFailureTime:
    case kOutsiderFailureTime:
      if (supposesOtherTimes() && !pickClientsPeer(key, &random, &unused)) return false;
      break;
    default: break;
  }
  switch (scheduleTime() + failureLead()) {
    case kFirstFailureTime: return failReplicas(key, 1);
    case kSecondFailureTime - kSpreadTicks: return !isSpread || failReplicas(key, 2);
    case kSecondFailureTime:
      if (!isSpread) return failReplicas(key, 2);
      for (PeerId peer : failingLater) {
        if (peers.isRunning(peer)) peers.crash(peer);
      }
      return true;
    case kOutsiderFailureTime: return failOneOutside(key);
    default: return true;
  }
}

void Application::fail() {
  if (par->SINGLE_FAILURE == NO_FAILURE) return;
  if (par->SINGLE_FAILURE == 1) {
    failPeer(static_cast<PeerId>(1 + random.below(static_cast<uint64_t>(peers.size()))),
             "Node failed at time=%d");
    return;
  }
  const int half = peers.size() / 2;
  if (half == 0) return;
  const auto first = static_cast<PeerId>(1 + random.below(static_cast<uint64_t>(half)));
  for (PeerId peer = first; peer < first + half; ++peer) failPeer(peer, "Node failed at time = %d");
}

// A fault of the laboratory may have come first.
void Application::failPeer(PeerId peer, const char* note) {
  if (peers.isRunning(peer)) peers.fail(peer, note);
}

// ---- What the schedules are made of.

bool Application::announceAndInvoke(const TestOperation& test) {
  *progress << endl << nameOf(test.operation) << " the key " << test.key << endl;
  return invoke(test);
}

bool Application::invoke(const TestOperation& test) {
  lab::ClientOperation call;
  if (!pickClientsPeer(test.key, &random, &call.coordinator)) return false;
  call.tick = par->globaltime;
  call.client = 0;  // Nobody's session.
  call.operation = test.operation;
  call.key = test.key;
  call.value = test.value;
  peers.invoke(call);
  return true;
}

bool Application::failReplicas(const string& key, size_t count) {
  vector<PeerId> replicas;
  if (!findReplicas(key, &replicas)) return false;
  if (replicas.size() <= count) {
    isShortOfReplicas = true;
    failure = timeText() + " the test needs " + to_string(count + 1) + " replicas of the key " +
              key + "; findNodes gave " + to_string(replicas.size());
    return false;
  }
  // From the tertiary down, if the conf does not say otherwise.
  if (par->FAIL_REPLICAS == FAIL_LAST_REPLICAS) std::reverse(replicas.begin(), replicas.end());
  const bool areApart = lab::isSupposed(WhatIf::SpreadFailures) && count > 1;
  for (PeerId replica : replicas) {
    if (count == 0) break;
    if (!peers.isRunning(replica)) continue;
    if (areApart && count == 1) {
      failingLater.push_back(replica);
    } else {
      peers.crash(replica);
    }
    --count;
  }
  return true;
}

bool Application::failOneOutside(const string& key) {
  vector<PeerId> replicas;
  if (!findReplicas(key, &replicas)) return false;
  for (PeerId peer = 1; peer <= peers.size(); ++peer) {
    if (!peers.isRunning(peer) || count(replicas.begin(), replicas.end(), peer) > 0) continue;
    // The course assumes that a coordinator does not fail in the midst of its operation. Where
    // messages are lost or late, the operation before may still be open; elsewhere one that is open
    // has no end, and the course lets its coordinator fail.
    if (!isNetworkPrompt(*par) && tally->hasOpenCall({peer, 0})) continue;
    peers.crash(peer);
    return true;
  }
  return true;  // All live peers are replicas: nobody is left to fail.
}

bool Application::pickClientsPeer(const string& key, sim::Random* stream, PeerId* peer) {
  vector<PeerId> acting;
  for (PeerId one = 1; one <= peers.size(); ++one) {
    if (peers.isActing(one)) acting.push_back(one);
  }
  if (acting.empty()) {
    failure = timeText() + " no live peer is left to be the client";
    return false;
  }
  const size_t drawn = stream->below(acting.size());
  *peer = acting[drawn];
  if (!lab::isSupposed(WhatIf::OutsideClients)) return true;
  const vector<PeerId> replicas =
      check::replicasInOrder(peers.runningPeers(), key, peers.replication());
  for (size_t i = 0; i < acting.size(); ++i) {
    *peer = acting[(drawn + i) % acting.size()];
    if (count(replicas.begin(), replicas.end(), *peer) == 0) break;
  }
  return true;
}

bool Application::findReplicas(const string& key, vector<PeerId>* replicas) {
  PeerId observer = 0;
  sim::Random* const stream = supposesOtherTimes() ? &supposedRandom : &random;
  if (!pickClientsPeer(key, stream, &observer)) return false;
  *replicas = lab::isSupposed(WhatIf::RightFailures)
                  ? check::replicasInOrder(peers.runningPeers(), key, peers.replication())
                  : peers.findReplicas(observer, key);
  if (seeReplicas) seeReplicas(observer, key, *replicas);
  return true;
}

// From the first that has one, in the order of the ring. A store without tables gets none.
void Application::supplyCopies(const string& key) {
  const vector<PeerId> running = peers.runningPeers();
  const vector<PeerId> replicas = check::replicasInOrder(running, key, peers.replication());
  vector<PeerId> sources = replicas;
  sources.insert(sources.end(), running.begin(), running.end());
  const string* text = nullptr;
  for (PeerId source : sources) {
    text = copyAt(source, key);
    if (text != nullptr) break;
  }
  if (text == nullptr) return;
  for (PeerId replica : replicas) {
    HashTable* const table = tableRegistry().firstTableOf(replica);
    if (table != nullptr && copyAt(replica, key) == nullptr) table->hashTable.emplace(key, *text);
  }
}
