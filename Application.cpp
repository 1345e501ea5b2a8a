#include "Application.h"

#include <set>

#include "Endpoints.h"
#include "sim/EventStream.h"
#include "sim/RunPosition.h"
#include "stores/CourseNodes.h"

namespace {

// The store starts this long after all peers have been introduced.
constexpr int kSettleTicks = 50;
// A large group that has not gathered this long after the last introduction never will.
constexpr int kGatherTicks = 300;
constexpr int kTimeNoteInterval = 500;

// When the CRUD tests act, in ticks of the schedule.
constexpr int kFirstFailureTime = 175;
constexpr int kSecondFailureTime = 225;
constexpr int kStabilizedTime = 275;
constexpr int kOutsiderFailureTime = 285;
constexpr int kMembershipFailureTime = 100;

constexpr char kInvalidKey[] = "invalidKey";
constexpr char kInvalidValue[] = "invalidValue";
constexpr char kNewValue[] = "newValue";

const char* nameOf(sim::Operation operation) {
  switch (operation) {
    case sim::Operation::Create: return "Creating";
    case sim::Operation::Read: return "Reading";
    case sim::Operation::Update: return "Updating";
    case sim::Operation::Delete: return "Deleting";
  }
  return "";
}

string lowerCase(const string& text) {
  string lower = text;
  for (char& c : lower) c = static_cast<char>(tolower(static_cast<unsigned char>(c)));
  return lower;
}

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

}  // namespace

Application::Application(Params* params, const sim::EventStream* events, const sim::Tally* tally,
                         std::ostream* progress)
    : par(params),
      events(events),
      tally(tally),
      progress(progress),
      log(params),
      en(params),
      en1(params),
      random(params->SEED, "course"),
      introducedAt(-1),
      scheduleStartsAt(startsAtTickZero(*params) ? 0 : -1) {
  log.connect(events);
  en.connect(events, sim::NetworkId::Membership);
  en1.connect(events, sim::NetworkId::Store);
  par->globaltime = 0;
  par->dropmsg = 0;
  par->allNodesJoined = 0;
  // For submissions that call rand().
  srand(static_cast<unsigned>(params->SEED));
  sim::runPosition.seed = params->SEED;
  makePeers();
}

bool Application::startsAtTickZero(const Params& params) {
  const int lastIntroduction = static_cast<int>(params.STEP_RATE * (params.MAX_NNB - 1));
  return lastIntroduction + kSettleTicks < INSERT_TIME;
}

template <typename Call>
void Application::callPeer(size_t index, const char* name, Call call) {
  const sim::PositionMark mark(par->globaltime, endpointOf(peers[index].address).id, name);
  call(peers[index]);
}

void Application::makePeers() {
  for (int i = 0; i < par->EN_GPSZ; ++i) {
    Peer peer;
    en.ENinit(&peer.address, par->PORTNUM);
    peers.push_back(peer);
    callPeer(peers.size() - 1, "the constructors", [this](Peer& made) {
      const CourseNodes nodes = makeCourseNodes(made.address, par, &en, &en1, &log);
      made.membership = nodes.membership;
      made.store = nodes.store;
    });
    log.LOG(&peer.address, "APP");
    log.LOG(&peer.address, "APP MP2");
  }
}

// ---- The tick loop.

int Application::run() {
  bool possible = true;
  for (par->globaltime = 0; possible && !isOver(); ++par->globaltime) {
    switchMessageLoss();
    mp1Run();
    noteIntroductions();
    if (introducedAt >= 0 && par->globaltime > introducedAt + kSettleTicks) mp2Run();
    if (scheduleStartsAt < 0) noteGathered();
    if (scheduleStartsAt >= 0) possible = runSchedule();
  }
  en.ENcleanup();
  en1.ENcleanup();
  for (size_t i = 0; i < peers.size(); ++i) {
    callPeer(i, "MP1Node::finishUpThisNode", [](Peer& peer) { peer.membership->finish(); });
  }
  return possible ? SUCCESS : FAILURE;
}

bool Application::isOver() const {
  return scheduleStartsAt >= 0 && scheduleTime() >= TOTAL_RUNNING_TIME;
}

int Application::scheduleTime() const {
  return scheduleStartsAt < 0 ? 0 : par->globaltime - scheduleStartsAt;
}

int Application::introductionTick(size_t index) const {
  return static_cast<int>(par->STEP_RATE * static_cast<double>(index));
}

bool Application::isLive(size_t index) const { return !peers[index].membership->member()->bFailed; }

bool Application::isRunning(size_t index) const {
  return par->globaltime > introductionTick(index) && isLive(index);
}

void Application::mp1Run() {
  for (size_t i = 0; i < peers.size(); ++i) {
    if (!isRunning(i)) continue;
    callPeer(i, "MP1Node::recvLoop", [](Peer& peer) { peer.membership->recvLoop(); });
  }
  // The last peer first, as in the course: the introducer acts after the others.
  for (size_t i = peers.size(); i-- > 0;) {
    if (par->globaltime == introductionTick(i)) {
      introduce(i);
    } else if (isRunning(i)) {
      callPeer(i, "MP1Node::nodeLoop", [](Peer& peer) { peer.membership->nodeLoop(); });
      if (i == 0 && par->globaltime % kTimeNoteInterval == 0) {
        log.LOG(&peers[i].address, "@@time=%d", par->globaltime);
      }
    }
  }
}

void Application::introduce(size_t index) {
  *progress << index << "-th introduced node is assigned with the address: "
            << peers[index].address.getAddress() << endl;
  announce(sim::EventKind::NodeStarted, index);
  ++par->allNodesJoined;
  callPeer(index, "MP1Node::nodeStart", [this](Peer& peer) {
    char joinAddress[] = "1:0";
    peer.membership->start(joinAddress, par->PORTNUM);
  });
}

void Application::mp2Run() {
  for (size_t i = 0; i < peers.size(); ++i) {
    if (!isRunning(i)) continue;
    const Member* member = peers[i].membership->member();
    if (member->inited && member->inGroup) {
      callPeer(i, "MP2Node::updateRing", [](Peer& peer) { peer.store->updateRing(); });
    }
    callPeer(i, "MP2Node::recvLoop", [](Peer& peer) { peer.store->recvLoop(); });
  }
  for (size_t i = peers.size(); i-- > 0;) {
    if (!isRunning(i)) continue;
    callPeer(i, "MP2Node::checkMessages", [](Peer& peer) { peer.store->checkMessages(); });
  }
}

void Application::noteIntroductions() {
  if (introducedAt < 0 && par->allNodesJoined == par->EN_GPSZ) introducedAt = par->globaltime;
}

void Application::noteGathered() {
  size_t joined = 0;
  for (const Peer& peer : peers) joined += peer.membership->member()->inGroup ? 1 : 0;
  const bool all = joined == peers.size();
  const bool waitedEnough = introducedAt >= 0 && par->globaltime >= introducedAt + kGatherTicks;
  if (!all && !waitedEnough) return;
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
  if (time < TEST_TIME) return true;
  switch (par->CRUDTEST) {
    case DELETE_TEST: return time != TEST_TIME || deleteTest();
    case READ_TEST: {
      const auto& pair = *testKVPairs.begin();
      return replicaFailureTest({sim::Operation::Read, pair.first, pair.second},
                                {sim::Operation::Read, kInvalidKey, ""});
    }
    case UPDATE_TEST:
      return replicaFailureTest(
          {sim::Operation::Update, std::next(testKVPairs.begin())->first, kNewValue},
          {sim::Operation::Update, kInvalidKey, kInvalidValue});
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
  *progress << endl << "Deleting " << half << " valid keys and an invalid one" << endl;
  auto pair = testKVPairs.begin();
  for (size_t i = 0; i < half; ++i) {
    ++pair;
    if (!invoke({sim::Operation::Delete, pair->first, pair->second})) return false;
  }
  return invoke({sim::Operation::Delete, kInvalidKey, ""});
}

bool Application::replicaFailureTest(const TestOperation& valid, const TestOperation& invalid) {
  switch (scheduleTime()) {
    case TEST_TIME:
    case kStabilizedTime: return announceAndInvoke(valid);
    case kFirstFailureTime: return failReplicas(valid.key, 1) && announceAndInvoke(valid);
    case kSecondFailureTime: return failReplicas(valid.key, 2) && announceAndInvoke(valid);
    case kOutsiderFailureTime:
      return failOneOutside(valid.key) && announceAndInvoke(valid) && announceAndInvoke(invalid);
    default: return true;
  }
}

void Application::fail() {
  if (par->SINGLE_FAILURE == NO_FAILURE) return;
  if (par->SINGLE_FAILURE == 1) {
    failPeer(random.below(peers.size()), "Node failed at time=%d");
    return;
  }
  const size_t half = peers.size() / 2;
  if (half == 0) return;
  const size_t first = random.below(half);
  for (size_t i = first; i < first + half; ++i) failPeer(i, "Node failed at time = %d");
}

// ---- What the schedules are made of.

bool Application::announceAndInvoke(const TestOperation& test) {
  *progress << endl << nameOf(test.operation) << " the key " << test.key << endl;
  return invoke(test);
}

bool Application::invoke(const TestOperation& test) {
  size_t client = 0;
  if (!pickLivePeer(&client)) return false;
  sim::Event event;
  event.kind = sim::EventKind::OperationInvoked;
  event.tick = par->globaltime;
  event.node = endpointOf(peers[client].address);
  event.operation = test.operation;
  event.key = test.key;
  event.value = test.value;
  events->emit(event);

  callPeer(client, "MP2Node's client call", [&test](Peer& peer) {
    switch (test.operation) {
      case sim::Operation::Create: peer.store->clientCreate(test.key, test.value); break;
      case sim::Operation::Read: peer.store->clientRead(test.key); break;
      case sim::Operation::Update: peer.store->clientUpdate(test.key, test.value); break;
      case sim::Operation::Delete: peer.store->clientDelete(test.key); break;
    }
  });
  return true;
}

bool Application::failReplicas(const string& key, size_t count) {
  vector<size_t> replicas;
  if (!findReplicas(key, &replicas)) return false;
  if (replicas.size() <= count) {
    failure = "at time " + to_string(par->globaltime) + " the test needs " + to_string(count + 1) +
              " replicas of the key " + key + "; findNodes gave " + to_string(replicas.size());
    return false;
  }
  // From the tertiary down.
  for (size_t i = replicas.size(); i-- > 0 && count > 0;) {
    if (!isLive(replicas[i])) continue;
    failPeer(replicas[i], "Node failed at time=%d");
    --count;
  }
  return true;
}

bool Application::failOneOutside(const string& key) {
  vector<size_t> replicas;
  if (!findReplicas(key, &replicas)) return false;
  for (size_t i = 0; i < peers.size(); ++i) {
    if (!isLive(i) || count(replicas.begin(), replicas.end(), i) > 0) continue;
    // The course assumes that a coordinator does not fail in the midst of its operation. Where
    // messages are lost, the operation before may still be open.
    if (tally->hasOpenCall(endpointOf(peers[i].address))) continue;
    failPeer(i, "Node failed at time=%d");
    return true;
  }
  return true;  // All live peers are replicas: nobody is left to fail.
}

void Application::failPeer(size_t index, const char* note) {
  Peer& peer = peers[index];
  log.LOG(&peer.address, note, par->globaltime);
  announce(sim::EventKind::NodeFailed, index);
  peer.membership->member()->bFailed = true;
  en.stopReceiving(peer.address);
  en1.stopReceiving(peer.address);
}

void Application::announce(sim::EventKind kind, size_t index) {
  sim::Event event;
  event.kind = kind;
  event.tick = par->globaltime;
  event.node = endpointOf(peers[index].address);
  events->emit(event);
}

bool Application::pickLivePeer(size_t* index) {
  vector<size_t> live;
  for (size_t i = 0; i < peers.size(); ++i) {
    if (isRunning(i)) live.push_back(i);
  }
  if (live.empty()) {
    failure = "at time " + to_string(par->globaltime) + " no live peer is left to be the client";
    return false;
  }
  *index = live[random.below(live.size())];
  return true;
}

bool Application::findReplicas(const string& key, vector<size_t>* replicas) {
  size_t observer = 0;
  if (!pickLivePeer(&observer)) return false;
  callPeer(observer, "MP2Node::findNodes", [&](Peer& peer) {
    for (Node& node : peer.store->findNodes(key)) {
      const size_t index = indexOf(*node.getAddress());
      if (index < peers.size()) replicas->push_back(index);
    }
  });
  return true;
}

size_t Application::indexOf(const Address& address) const {
  // Ids were given in order, from 1.
  const sim::Endpoint endpoint = endpointOf(address);
  return endpoint.id >= 1 ? static_cast<size_t>(endpoint.id) - 1 : peers.size();
}
