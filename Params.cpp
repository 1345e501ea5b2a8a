#include "Params.h"

#include <functional>
#include <iterator>

#include "CourseRules.h"
#include "check/base/Level.h"
#include "host/Conf.h"
#include "host/Words.h"
#include "lab/SwarmFaults.h"
#include "sim/DbgLog.h"

namespace {

// More peers than this is a slip of the finger: their lists alone would not fit into memory.
constexpr int kMaxPeers = 100000;
// In larger ones, the joined and removed lines are too many for a reader.
constexpr int kMaxPeersLogged = 1000;
constexpr int kMaxStepRate = 100;
constexpr int kMaxTick = 1000000;
constexpr int kMaxDelayTicks = 1000;
// Our nodes need room for a list of a few members and for a key.
constexpr int kMinMessageLimit = 512;
constexpr int kMaxMessageLimit = 65507;  // The largest datagram of UDP.
constexpr int kMaxEpidemicTicks = 10000;
constexpr int kMaxClients = 100000;
constexpr int kMaxKeys = 10000000;
constexpr int kMaxCache = 100000;
constexpr int kMaxStorageBytes = 1000000000;
constexpr int kMaxShare = 100;
constexpr int kMaxValueBytes = 3000;  // Some stores' messages add much to a value.

template <typename Field>
struct Choice {
  const char* name;
  Field value;
};

// One conf key: what it may hold, and where the value goes.
struct KeySpec {
  const char* name;
  std::string allowed;
  // Returns false, and changes nothing, if `text` is not allowed.
  std::function<bool(Params*, const std::string& text)> set;
};

std::string wholeNumbers(int first, int last) {
  if (first == last) return to_string(first);
  return "a whole number from " + to_string(first) + " to " + to_string(last);
}

KeySpec integerKey(const char* name, int Params::*field, int first, int last) {
  return {name, wholeNumbers(first, last), [=](Params* params, const std::string& text) {
            long long number = 0;
            if (!host::parseInteger(text, &number) || number < first || number > last) return false;
            params->*field = static_cast<int>(number);
            return true;
          }};
}

// `allowed` says: from 0 to `last`.
KeySpec realKey(const char* name, double Params::*field, double last, const std::string& allowed) {
  return {name, allowed, [=](Params* params, const std::string& text) {
            double number = 0;
            if (!host::parseReal(text, &number) || number < 0 || number > last) return false;
            params->*field = number;
            return true;
          }};
}

KeySpec probabilityKey(const char* name, double Params::*field) {
  return realKey(name, field, 1, "a probability from 0 to 1");
}

// Below 1: what withstands the loss of all messages does not exist.
KeySpec lossKey(const char* name, double Params::*field) {
  return realKey(name, field, 0.9, "a probability from 0 to 0.9");
}

KeySpec numberKey(const char* name, double Params::*field, int last) {
  return realKey(name, field, last, "a number from 0 to " + to_string(last));
}

KeySpec textKey(const char* name, string Params::*field, const char* allowed) {
  return {name, allowed, [=](Params* params, const std::string& text) {
            if (text.empty()) return false;
            params->*field = text;
            return true;
          }};
}

KeySpec faultKindsKey(const char* name, string Params::*field) {
  return {
      name,
      "all, or, with commas between them, some of drop delay duplicate reorder corrupt partition "
      "slow pause crash restart join leave",
      [=](Params* params, const std::string& text) {
        if (text != "all" && !lab::readFaultKinds(text)) return false;
        params->*field = text;
        return true;
      }};
}

std::string oneOf(const vector<string>& names) { return "one of " + host::joined(names, ", "); }

KeySpec nameKey(const char* name, string Params::*field, const vector<string>& names) {
  return {name, oneOf(names), [=](Params* params, const std::string& text) {
            if (std::find(names.begin(), names.end(), text) == names.end()) return false;
            params->*field = text;
            return true;
          }};
}

// `choices` outlives the result.
template <typename Field, size_t count>
KeySpec choiceKey(const char* name, Field Params::*field, const Choice<Field> (&choices)[count]) {
  vector<string> names;
  for (const Choice<Field>& choice : choices) names.push_back(choice.name);
  return {name, oneOf(names), [field, &choices](Params* params, const std::string& text) {
            for (const Choice<Field>& choice : choices) {
              if (text != choice.name) continue;
              params->*field = choice.value;
              return true;
            }
            return false;
          }};
}

// Of 0 and 1.
constexpr Choice<int> kSwitches[] = {{"0", 0}, {"1", 1}};

constexpr Choice<int> kTests[] = {
    {"CREATE", CREATE_TEST}, {"READ", READ_TEST}, {"UPDATE", UPDATE_TEST}, {"DELETE", DELETE_TEST}};
static_assert(std::size(kTests) == DELETE_TEST + 1);

constexpr Choice<bool> kOnOrOff[] = {{"on", true}, {"off", false}};

constexpr Choice<ReceiveOrder> kReceiveOrders[] = {{"newest", RECV_NEWEST_FIRST},
                                                   {"oldest", RECV_OLDEST_FIRST},
                                                   {"shuffled", RECV_SHUFFLED},
                                                   {"course", RECV_AS_COURSE}};
static_assert(std::size(kReceiveOrders) == RECV_AS_COURSE + 1);

constexpr Choice<ReplicaFailures> kReplicaFailures[] = {{"last", FAIL_LAST_REPLICAS},
                                                        {"first", FAIL_FIRST_REPLICAS}};
static_assert(std::size(kReplicaFailures) == FAIL_FIRST_REPLICAS + 1);

constexpr Choice<sim::MembershipLines> kMembershipLines[] = {
    {"all", sim::MembershipLines::All},
    {"others", sim::MembershipLines::Others},
    {"none", sim::MembershipLines::None}};
static_assert(std::size(kMembershipLines) == static_cast<size_t>(sim::MembershipLines::None) + 1);

const vector<KeySpec>& keySpecs() {
  static const vector<KeySpec> specs = {
      integerKey("MAX_NNB", &Params::MAX_NNB, 1, kMaxPeers),
      choiceKey("SINGLE_FAILURE", &Params::SINGLE_FAILURE, kSwitches),
      choiceKey("DROP_MSG", &Params::DROP_MSG, kSwitches),
      probabilityKey("MSG_DROP_PROB", &Params::MSG_DROP_PROB),
      choiceKey("CRUD_TEST", &Params::CRUDTEST, kTests),
      choiceKey("STORE", &Params::STORE, kOnOrOff),
      nameKey("REPLICATION", &Params::REPLICATION, {"QUORUM", "CHAIN", "TWO_PHASE"}),
      integerKey("COORDINATOR_CACHE_SETS", &Params::COORDINATOR_CACHE_SETS, 1, kMaxCache),
      integerKey("COORDINATOR_CACHE_ENTRIES", &Params::COORDINATOR_CACHE_ENTRIES, 1, kMaxCache),
      integerKey("SERVER_CACHE_SETS", &Params::SERVER_CACHE_SETS, 1, kMaxCache),
      integerKey("SERVER_CACHE_ENTRIES", &Params::SERVER_CACHE_ENTRIES, 1, kMaxCache),
      integerKey("STORAGE_BYTES", &Params::STORAGE_BYTES, 0, kMaxStorageBytes),
      integerKey("READ_CACHE_KEYS", &Params::READ_CACHE_KEYS, 0, kMaxCache),
      nameKey("MEMBERSHIP", &Params::MEMBERSHIP, {"MP1", "EPIDEMIC"}),
      integerKey("EPIDEMIC_PERIOD", &Params::EPIDEMIC_PERIOD, 1, kMaxEpidemicTicks),
      integerKey("EPIDEMIC_TIMEOUT", &Params::EPIDEMIC_TIMEOUT, 0, kMaxEpidemicTicks),
      lossKey("EPIDEMIC_LOSS", &Params::EPIDEMIC_LOSS),
      integerKey("MIN_NNB", &Params::MIN_NNB, 1, kMaxPeers),
      textKey("FAULTS", &Params::FAULTS, "none, random, wild or the path of a schedule file"),
      faultKindsKey("FAULT_KINDS", &Params::FAULT_KINDS),
      integerKey("FAULT_START", &Params::FAULT_START, 0, kMaxTick),
      integerKey("FAULT_STOP", &Params::FAULT_STOP, 1, kMaxTick),
      integerKey("SETTLE_TICKS", &Params::SETTLE_TICKS, 150, kMaxTick),
      nameKey("WORKLOAD", &Params::WORKLOAD,
              {"course", "none", "custom", "counter", "A", "B", "C", "D", "E", "F"}),
      integerKey("CLIENTS", &Params::CLIENTS, 1, kMaxClients),
      integerKey("KEYS", &Params::KEYS, 1, kMaxKeys),
      integerKey("VALUE_BYTES", &Params::VALUE_BYTES, 1, kMaxValueBytes),
      numberKey("OPS_PER_TICK", &Params::OPS_PER_TICK, 1000),
      nameKey("KEY_CHOICE", &Params::KEY_CHOICE, {"uniform", "zipfian", "latest"}),
      numberKey("READ_SHARE", &Params::READ_SHARE, kMaxShare),
      numberKey("UPDATE_SHARE", &Params::UPDATE_SHARE, kMaxShare),
      numberKey("CREATE_SHARE", &Params::CREATE_SHARE, kMaxShare),
      numberKey("DELETE_SHARE", &Params::DELETE_SHARE, kMaxShare),
      nameKey("DEMAND", &Params::DEMAND, {check::kLevelNames.begin(), check::kLevelNames.end()}),
      integerKey("DROP_START", &Params::DROP_START, 0, kMaxTick),
      integerKey("DROP_STOP", &Params::DROP_STOP, 0, kMaxTick),
      integerKey("MAX_MSG_SIZE", &Params::MAX_MSG_SIZE, kMinMessageLimit, kMaxMessageLimit),
      integerKey("MSG_DELAY_MIN", &Params::MSG_DELAY_MIN, 0, kMaxDelayTicks),
      integerKey("MSG_DELAY_MAX", &Params::MSG_DELAY_MAX, 0, kMaxDelayTicks),
      choiceKey("RECV_ORDER", &Params::RECV_ORDER, kReceiveOrders),
      choiceKey("FAIL_REPLICAS", &Params::FAIL_REPLICAS, kReplicaFailures),
      numberKey("STEP_RATE", &Params::STEP_RATE, kMaxStepRate),
      choiceKey("LOG_MEMBERSHIP", &Params::LOG_MEMBERSHIP, kMembershipLines),
  };
  return specs;
}

std::string unknownKeyMessage(const std::string& key) {
  vector<std::string> names;
  for (const KeySpec& spec : keySpecs()) names.push_back(spec.name);
  const std::string nearest = host::nearestName(key, names);
  if (!nearest.empty()) return key + " is not known: did you mean " + nearest + "?";
  return key + " is not known: docs/confs.md lists the keys that are";
}

void apply(const host::ConfEntry& entry, Params* params, host::ConfErrors* errors) {
  for (const KeySpec& spec : keySpecs()) {
    if (entry.key != spec.name) continue;
    if (!spec.set(params, entry.value)) {
      errors->push_back(entry.where + ": " + entry.key + " is `" + entry.value +
                        "`: " + spec.allowed + " is allowed");
    }
    return;
  }
  errors->push_back(entry.where + ": " + unknownKeyMessage(entry.key));
}

// Where the later of two keys is given.
std::string laterPlace(const vector<host::ConfEntry>& entries, const std::string& key,
                       const std::string& otherKey) {
  std::string where;
  for (const host::ConfEntry& entry : entries) {
    if (entry.key == key || entry.key == otherKey) where = entry.where;
  }
  return where;
}

// Of values that are each allowed for themselves.
void checkRelations(const Params& params, const vector<host::ConfEntry>& entries,
                    host::ConfErrors* errors) {
  if (params.MSG_DELAY_MIN > params.MSG_DELAY_MAX) {
    errors->push_back(laterPlace(entries, "MSG_DELAY_MIN", "MSG_DELAY_MAX") +
                      ": MSG_DELAY_MIN is " + to_string(params.MSG_DELAY_MIN) +
                      ", above MSG_DELAY_MAX, " + to_string(params.MSG_DELAY_MAX) + ": " +
                      wholeNumbers(0, params.MSG_DELAY_MAX) + " is allowed");
  }
  if (params.MIN_NNB > params.MAX_NNB) {
    errors->push_back(laterPlace(entries, "MIN_NNB", "MAX_NNB") + ": MIN_NNB is " +
                      to_string(params.MIN_NNB) + ", above MAX_NNB, " + to_string(params.MAX_NNB) +
                      ": " + wholeNumbers(1, params.MAX_NNB) + " is allowed");
  }
  if (params.FAULT_START >= params.FAULT_STOP) {
    errors->push_back(laterPlace(entries, "FAULT_START", "FAULT_STOP") + ": FAULT_START is " +
                      to_string(params.FAULT_START) + ", not before FAULT_STOP, " +
                      to_string(params.FAULT_STOP) + ": " + wholeNumbers(0, params.FAULT_STOP - 1) +
                      " is allowed");
  }
  if (params.READ_SHARE + params.UPDATE_SHARE + params.CREATE_SHARE + params.DELETE_SHARE <= 0) {
    errors->push_back(laterPlace(entries, "READ_SHARE", "UPDATE_SHARE") +
                      ": all shares are 0: a number above 0, up to " + to_string(kMaxShare) +
                      ", is needed for one of them");
  }
  if (!params.STORE && (params.CRUDTEST != NO_CRUD_TEST || params.isLaboratory())) {
    errors->push_back(laterPlace(entries, "STORE", "STORE") +
                      ": STORE is `off`: allowed without CRUD_TEST, FAULTS and WORKLOAD alone");
  }
  const int fewest = params.MIN_NNB == 0 ? params.MAX_NNB : params.MIN_NNB;
  if (params.STORE && params.REPLICATION == "TWO_PHASE" && fewest < 2) {
    errors->push_back(
        laterPlace(entries, params.MIN_NNB == 0 ? "MAX_NNB" : "MIN_NNB", "REPLICATION") +
        ": REPLICATION is `TWO_PHASE` and the group may have 1 peer: 2 are needed, "
        "the coordinator and a server");
  }
  if (params.DROP_START > params.DROP_STOP) {
    errors->push_back(laterPlace(entries, "DROP_START", "DROP_STOP") + ": DROP_START is " +
                      to_string(params.DROP_START) + ", after DROP_STOP, " +
                      to_string(params.DROP_STOP) + ": " + wholeNumbers(0, params.DROP_STOP) +
                      " is allowed");
  }
}

bool hasKey(const vector<host::ConfEntry>& entries, const std::string& key) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const host::ConfEntry& entry) { return entry.key == key; });
}

}  // namespace

Params::Params()
    : MAX_NNB(10),
      SINGLE_FAILURE(NO_FAILURE),
      MSG_DROP_PROB(0),
      STEP_RATE(.25),
      EN_GPSZ(10),
      MAX_MSG_SIZE(course::kMaxMessageBytes),
      DROP_MSG(0),
      dropmsg(0),
      globaltime(0),
      allNodesJoined(0),
      PORTNUM(8001),
      CRUDTEST(NO_CRUD_TEST),
      MSG_DELAY_MIN(0),
      MSG_DELAY_MAX(0),
      RECV_ORDER(RECV_NEWEST_FIRST),
      DROP_START(50),
      DROP_STOP(300),
      FAIL_REPLICAS(FAIL_LAST_REPLICAS),
      LOG_MEMBERSHIP(sim::MembershipLines::All),
      STORE(true),
      REPLICATION("QUORUM"),
      COORDINATOR_CACHE_SETS(4),
      COORDINATOR_CACHE_ENTRIES(1),
      SERVER_CACHE_SETS(100),
      SERVER_CACHE_ENTRIES(10),
      STORAGE_BYTES(0),
      READ_CACHE_KEYS(0),
      MEMBERSHIP("MP1"),
      EPIDEMIC_PERIOD(1),
      EPIDEMIC_TIMEOUT(0),
      EPIDEMIC_LOSS(0.3),
      MIN_NNB(0),
      FAULTS("none"),
      FAULT_KINDS("all"),
      FAULT_START(150),
      FAULT_STOP(450),
      SETTLE_TICKS(350),
      WORKLOAD("course"),
      CLIENTS(4),
      KEYS(10),
      VALUE_BYTES(8),
      OPS_PER_TICK(.5),
      KEY_CHOICE("zipfian"),
      READ_SHARE(.5),
      UPDATE_SHARE(.5),
      CREATE_SHARE(0),
      DELETE_SHARE(0),
      DEMAND(check::kLevelNames.back()),
      SEED(1) {}

void Params::setparams(char* config_file) {
  vector<string> errors;
  if (load(config_file, {}, &errors)) return;
  for (const string& error : errors) cerr << error << endl;
  exit(2);
}

bool Params::load(const string& configFile, const vector<string>& overrides,
                  vector<string>* errors) {
  const size_t errorsBefore = errors->size();
  vector<host::ConfEntry> entries = host::readConfFile(configFile, errors);
  for (const auto& entry : host::readConfOverrides(overrides, errors)) entries.push_back(entry);
  if (errors->size() > errorsBefore) return false;

  Params loaded = *this;
  for (const host::ConfEntry& entry : entries) apply(entry, &loaded, errors);
  if (!hasKey(entries, "MAX_NNB")) {
    errors->push_back(configFile +
                      ":1: MAX_NNB, the number of peers, is missing: `MAX_NNB: 10`, say");
  }
  if (errors->size() == errorsBefore) checkRelations(loaded, entries, errors);
  if (errors->size() > errorsBefore) return false;

  loaded.EN_GPSZ = loaded.MAX_NNB;
  if (!hasKey(entries, "RECV_ORDER") && !loaded.isLaboratory()) loaded.RECV_ORDER = RECV_AS_COURSE;
  if (!hasKey(entries, "LOG_MEMBERSHIP") && loaded.MAX_NNB > kMaxPeersLogged) {
    loaded.LOG_MEMBERSHIP = sim::MembershipLines::None;
  }
  *this = loaded;
  return true;
}

bool Params::isLaboratory() const { return FAULTS != "none" || WORKLOAD != "course"; }

int Params::getcurrtime() { return globaltime; }
