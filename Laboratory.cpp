#include "Laboratory.h"

#include <algorithm>
#include <filesystem>

#include "Application.h"
#include "check/base/Placement.h"
#include "host/Conf.h"
#include "lab/Coincidences.h"
#include "lab/GroupChanges.h"
#include "lab/ScheduleText.h"
#include "lab/SwarmFaults.h"
#include "lab/Workload.h"
#include "sim/Random.h"
#include "stores/Design.h"

namespace {

// The probe is over this long before the end, by when the clients make their last calls.
constexpr int kProbeTicks = 40;

constexpr int64_t kMostCoincidences = 8;

// Whether a run that ends at `end` makes the call.
bool isInTime(const lab::ClientOperation& operation, int end) {
  return operation.tick < end - Application::kAnswerTicks;
}

int drawGroupSize(const Params& params) {
  if (params.MIN_NNB == 0) return params.MAX_NNB;
  sim::Random random(params.SEED, "group size");
  return static_cast<int>(random.between(params.MIN_NNB, params.MAX_NNB));
}

std::vector<lab::Fault> drawSwarm(lab::SwarmKind kind, int peers, const Params& params) {
  lab::SwarmSettings settings;
  settings.kind = kind;
  settings.kinds = lab::readFaultKinds(params.FAULT_KINDS).value_or(lab::drawnKinds());
  settings.peers = peers;
  settings.limits = designOf(params).store.replication.limits;
  settings.start = params.FAULT_START;
  settings.stop = params.FAULT_STOP;
  settings.end = endOfRun(params, {});
  return lab::drawFaults(params.SEED, settings);
}

constexpr char kNoFaults[] = "none";
constexpr char kGuaranteedFaults[] = "random";
constexpr char kWildFaults[] = "wild";

// What else FAULTS may hold, if it names no file: perhaps a name was mistyped.
std::string alternativesTo(const std::string& faults) {
  if (std::filesystem::exists(faults)) return "";
  const std::vector<std::string> names = {kNoFaults, kGuaranteedFaults, kWildFaults};
  const std::string nearest = host::nearestName(faults, names);
  const std::string question = nearest.empty() ? "" : "did you mean " + nearest + "? ";
  return ": " + question + "FAULTS may be none, random, wild or the path of a schedule file";
}

lab::Schedule readFaults(const Params& params, int groupSize, std::vector<std::string>* errors) {
  const size_t errorsBefore = errors->size();
  const lab::Schedule schedule = lab::readScheduleFile(params.FAULTS, groupSize, errors);
  if (errors->size() > errorsBefore) errors->back() += alternativesTo(params.FAULTS);
  if (params.REPLICATION == "TWO_PHASE" && schedule.peers == 1) {
    errors->push_back(params.FAULTS +
                      ": `peers` is 1: with REPLICATION: TWO_PHASE, a whole number from 2, the "
                      "coordinator and a server, is allowed");
  }
  return schedule;
}

// The faults and, of a file, the operations.
lab::Schedule readOrDrawFaults(const Params& params, std::vector<std::string>* errors) {
  lab::Schedule schedule;
  const int groupSize = drawGroupSize(params);
  if (params.FAULTS == kGuaranteedFaults) {
    schedule.faults = drawSwarm(lab::SwarmKind::Guaranteed, groupSize, params);
    schedule.isGuarded = true;
  } else if (params.FAULTS == kWildFaults) {
    schedule.faults = drawSwarm(lab::SwarmKind::Wild, groupSize, params);
  } else if (params.FAULTS != kNoFaults) {
    schedule = readFaults(params, groupSize, errors);
  }
  if (schedule.peers == 0) schedule.peers = groupSize;
  return schedule;
}

lab::WorkloadMix mixOf(const Params& params) {
  if (params.WORKLOAD == "counter") return lab::counterMix();
  if (params.WORKLOAD != "custom") return lab::ycsbMix(params.WORKLOAD[0]);
  lab::WorkloadMix mix;
  mix.read = params.READ_SHARE;
  mix.update = params.UPDATE_SHARE;
  mix.create = params.CREATE_SHARE;
  mix.erase = params.DELETE_SHARE;
  mix.keys = params.KEY_CHOICE == "uniform"  ? lab::KeyChoice::Uniform
             : params.KEY_CHOICE == "latest" ? lab::KeyChoice::Latest
                                             : lab::KeyChoice::Zipfian;
  return mix;
}

// With many keys and few clients the probe takes longer; it begins in the second half of the time
// to settle, or its first reads would tell nothing.
int probeTick(const Params& params, int end) {
  const int reads = lab::kTicksPerCall * (params.KEYS / params.CLIENTS);
  return std::max(end - kProbeTicks - reads, end - params.SETTLE_TICKS / 2);
}

std::vector<lab::ClientOperation> drawWorkload(const Params& params,
                                               const lab::Schedule& schedule) {
  const int end = endOfRun(params, schedule);
  lab::WorkloadSettings settings;
  settings.mix = mixOf(params);
  settings.peers = schedule.peers;
  settings.clients = params.CLIENTS;
  settings.keys = params.KEYS;
  settings.valueBytes = params.VALUE_BYTES;
  settings.operationsPerTick = params.OPS_PER_TICK;
  settings.loadAt = INSERT_TIME;
  settings.mixAt = params.FAULT_START;
  settings.mixEndsAt = params.FAULT_STOP;
  settings.probeAt = probeTick(params, end);
  std::vector<lab::ClientOperation> operations = lab::drawOperations(params.SEED, settings);
  std::erase_if(operations, [end](const auto& each) { return !isInTime(each, end); });
  return operations;
}

// The faults that change the group.
std::vector<lab::Fault> changesOf(const std::vector<lab::Fault>& faults) {
  std::vector<lab::Fault> changes;
  std::copy_if(faults.begin(), faults.end(), std::back_inserter(changes),
               [](const lab::Fault& fault) { return lab::changesGroup(fault.kind); });
  return changes;
}

// The members of the group that the faults do not introduce later.
std::vector<sim::PeerId> firstMembers(const lab::Schedule& schedule) {
  std::vector<sim::PeerId> members;
  for (sim::PeerId peer = 1; peer <= schedule.peers; ++peer) {
    const bool joins = std::any_of(
        schedule.faults.begin(), schedule.faults.end(), [peer](const lab::Fault& fault) {
          return fault.kind == lab::FaultKind::Join && fault.peer == peer;
        });
    if (!joins) members.push_back(peer);
  }
  return members;
}

bool hasLateness(const std::vector<lab::Fault>& faults) {
  return std::any_of(faults.begin(), faults.end(), [](const lab::Fault& fault) {
    return fault.kind == lab::FaultKind::Delay || fault.kind == lab::FaultKind::Reorder ||
           fault.kind == lab::FaultKind::Slow;
  });
}

// Two of three seeds get some, if their kinds of faults are allowed.
void addCoincidences(const Params& params, lab::Schedule* schedule) {
  // They are made for quorums, and change the group.
  if (designOf(params).store.replication.limits.hasFixedGroup) return;
  const auto kinds = lab::readFaultKinds(params.FAULT_KINDS).value_or(lab::drawnKinds());
  const auto has = [&](lab::FaultKind kind) {
    return std::count(kinds.begin(), kinds.end(), kind);
  };
  if (has(lab::FaultKind::Drop) == 0) return;
  lab::CoincidenceSettings settings;
  settings.peers = schedule->peers;
  settings.start = params.FAULT_START;
  settings.stop = params.FAULT_STOP;
  if (settings.stop - settings.start < lab::kShortestCoincidence) return;
  const std::vector<sim::PeerId> members = firstMembers(*schedule);
  settings.replicasOf = [&](const std::string& key, sim::PeerId without) {
    std::vector<sim::PeerId> live = members;
    std::erase(live, without);
    return check::replicasInOrder(live, key);
  };
  const lab::FaultLimits& limits = check::kQuorumDesign.limits;
  const bool mayChange = schedule->peers >= limits.smallGroup;
  settings.mayRestart = has(lab::FaultKind::Restart) > 0 && mayChange;
  settings.mayDelay = has(lab::FaultKind::Delay) > 0 && !hasLateness(schedule->faults);
  settings.changes = changesOf(schedule->faults);
  if (has(lab::FaultKind::Crash) > 0 && has(lab::FaultKind::Leave) > 0) {
    settings.mayDepart = lab::peersThatMayDepart(*schedule, limits);
  }
  sim::Random dice(params.SEED, "coincidences");
  const int64_t count = dice.chance(1.0 / 3) ? 0 : dice.between(1, kMostCoincidences);
  for (int64_t i = 0; i < count; ++i) {
    settings.key = "c" + std::to_string(i + 1);
    settings.firstClient = params.CLIENTS + 1 + static_cast<int>(i) * lab::kClientsOfCoincidence;
    const bool disturbsRepair = dice.chance(0.5);
    schedule->add(disturbsRepair ? lab::drawDisturbedRepair(settings, &dice)
                                 : lab::drawCoincidence(settings, &dice));
    if (!settings.mayDepart.empty()) {
      settings.mayDepart = lab::peersThatMayDepart(*schedule, limits);
    }
  }
}

bool drawsFaults(const Params& params) {
  return params.FAULTS == "random" || params.FAULTS == "wild";
}

bool drawsCalls(const Params& params) {
  return params.WORKLOAD != "course" && params.WORKLOAD != "none";
}

// Whether they were read from a schedule file, not drawn. No events: false.
template <typename Events>
bool areOfFile(const Events& events) {
  return !events.empty() && events.front().line.number > 0;
}

// Whether one of the fields is not as in a conf that does not name it.
template <typename... Fields>
bool isAnyGiven(const Params& params, Fields... fields) {
  const Params unsaid;
  return ((params.*fields != unsaid.*fields) || ...);
}

// What is set for a design that the run does not have.
std::vector<std::string> settingsOfOtherDesigns(const Params& params) {
  std::vector<std::string> notes;
  if (!params.STORE && isAnyGiven(params, &Params::REPLICATION)) {
    notes.push_back("REPLICATION means nothing with STORE: off");
  }
  if (params.REPLICATION != "TWO_PHASE" &&
      isAnyGiven(params, &Params::COORDINATOR_CACHE_SETS, &Params::COORDINATOR_CACHE_ENTRIES,
                 &Params::SERVER_CACHE_SETS, &Params::SERVER_CACHE_ENTRIES)) {
    notes.push_back("the sizes of caches mean nothing without REPLICATION: TWO_PHASE");
  }
  if (params.REPLICATION != "CHAIN" &&
      isAnyGiven(params, &Params::STORAGE_BYTES, &Params::READ_CACHE_KEYS)) {
    notes.push_back("STORAGE_BYTES and READ_CACHE_KEYS mean nothing without REPLICATION: CHAIN");
  }
  if (params.MEMBERSHIP != "EPIDEMIC" &&
      isAnyGiven(params, &Params::EPIDEMIC_PERIOD, &Params::EPIDEMIC_TIMEOUT,
                 &Params::EPIDEMIC_LOSS)) {
    notes.push_back(
        "EPIDEMIC_PERIOD, _TIMEOUT and _LOSS mean nothing without MEMBERSHIP: EPIDEMIC");
  }
  return notes;
}

}  // namespace

lab::Schedule makeSchedule(const Params& params, std::vector<std::string>* errors) {
  lab::Schedule schedule = readOrDrawFaults(params, errors);
  if (drawsCalls(params) && schedule.operations.empty()) {
    schedule.operations = drawWorkload(params, schedule);
    if (params.FAULTS == kGuaranteedFaults) addCoincidences(params, &schedule);
  }
  return schedule;
}

std::vector<std::string> settingsWithoutEffect(const Params& params,
                                               const lab::Schedule& schedule) {
  std::vector<std::string> notes = settingsOfOtherDesigns(params);
  const bool hasFile = params.FAULTS != "none" && !drawsFaults(params);
  const bool fileHasCalls = areOfFile(schedule.operations);
  if (hasFile && schedule.faults.empty() && !fileHasCalls) {
    notes.push_back("FAULTS is " + params.FAULTS + ", which has no events: no faults and no calls");
  } else if (params.WORKLOAD == "none" && schedule.faults.empty() && schedule.operations.empty()) {
    notes.push_back("the run has no faults and no calls: see FAULTS and WORKLOAD");
  } else if (params.WORKLOAD == "none" && schedule.operations.empty()) {
    notes.push_back("no client makes a call, so the run shows nothing of the store: see WORKLOAD");
  }
  if (drawsCalls(params) && fileHasCalls) {
    notes.push_back("WORKLOAD means nothing: " + params.FAULTS + " has calls of its own");
  }
  if (drawsCalls(params) && !fileHasCalls && params.OPS_PER_TICK <= 0) {
    notes.push_back(
        "OPS_PER_TICK is 0: clients create keys and read them at the end, and call "
        "nothing between, when faults happen");
  }
  if (params.FAULTS == "none" && params.FAULT_KINDS != "all") {
    notes.push_back("FAULT_KINDS means nothing without FAULTS: random or wild");
  }
  if (params.CRUDTEST != NO_CRUD_TEST && params.WORKLOAD != "course") {
    notes.push_back("CRUD_TEST means nothing with WORKLOAD: " + params.WORKLOAD +
                    ", which takes the test's place");
  }
  return notes;
}

int endOfRun(const Params& params, const lab::Schedule& schedule) {
  sim::Tick faultsEnd = params.FAULT_STOP;
  for (const lab::Fault& fault : schedule.faults) {
    faultsEnd = std::max({faultsEnd, fault.first, fault.last});
  }
  const sim::Tick end = faultsEnd + params.SETTLE_TICKS;
  if (schedule.operations.empty() || isInTime(schedule.operations.back(), end)) return end;
  return schedule.operations.back().tick + params.SETTLE_TICKS;
}

int settlesBy(const Params& params, const lab::Schedule& schedule) {
  return probeTick(params, endOfRun(params, schedule));
}
