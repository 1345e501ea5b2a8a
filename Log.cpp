#include "Log.h"

#include <cstdarg>

#include "Endpoints.h"
#include "host/RunPosition.h"
#include "sim/EventStream.h"

namespace {

constexpr std::string_view kStatisticsPrefix = "#STATSLOG#";

std::string formatted(const char* format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  const int size = vsnprintf(nullptr, 0, format, again);
  va_end(again);
  if (size < 0) return format;
  std::string text(static_cast<size_t>(size), '\0');
  vsnprintf(&text[0], text.size() + 1, format, arguments);
  return text;
}

// The peer whose code makes the call is the one that the event is about, whatever address it gives.
void setNode(const Address& given, sim::Event* event) {
  event->loggedAs = endpointOf(given);
  event->node = event->loggedAs;
  event->isLoggedAsAnother = false;
  if (host::runPosition.call == nullptr) return;
  event->node = {host::runPosition.peerId, 0};
  event->isLoggedAsAnother = event->node != event->loggedAs;
}

}  // namespace

Log::Log(Params* p) : par(p), events(nullptr) {}

Log::Log(const Log& anotherLog) = default;

Log& Log::operator=(const Log& anotherLog) = default;

Log::~Log() {}

void Log::connect(const sim::EventStream* stream) { events = stream; }

void Log::LOG(Address* address, const char* str, ...) {
  if (events == nullptr || host::isDescribing()) return;
  va_list arguments;
  va_start(arguments, str);
  const std::string text = formatted(str, arguments);
  va_end(arguments);

  sim::Event event;
  event.tick = host::currentTick(par->getcurrtime());
  setNode(*address, &event);
  event.text = text;
  if (event.text.substr(0, kStatisticsPrefix.size()) == kStatisticsPrefix) {
    event.kind = sim::EventKind::Statistic;
    event.text.remove_prefix(kStatisticsPrefix.size());
  } else {
    event.kind = sim::EventKind::Note;
  }
  events->emit(event);
}

static void emitMembership(const sim::EventStream* events, sim::EventKind kind, int tick,
                           const Address& node, const Address& member) {
  if (events == nullptr || host::isDescribing()) return;
  // Among thousands of peers there are millions of these events, and to clear one would take as
  // long as all else here. The other fields keep their defaults.
  static sim::Event event;
  event.kind = kind;
  event.tick = tick;
  setNode(node, &event);
  event.other = endpointOf(member);
  events->emit(event);
}

void Log::logNodeAdd(Address* thisNode, Address* addedAddr) {
  emitMembership(events, sim::EventKind::MemberAdded, host::currentTick(par->getcurrtime()),
                 *thisNode, *addedAddr);
}

void Log::logNodeRemove(Address* thisNode, Address* removedAddr) {
  emitMembership(events, sim::EventKind::MemberRemoved, host::currentTick(par->getcurrtime()),
                 *thisNode, *removedAddr);
}

void Log::logResult(Address* address, bool isCoordinator, sim::Operation operation, bool success,
                    int transID, const string& key, const string& value) {
  if (events == nullptr || host::isDescribing()) return;
  sim::Event event;
  event.kind = isCoordinator ? sim::EventKind::OperationFinished : sim::EventKind::ReplicaAnswered;
  event.tick = host::currentTick(par->getcurrtime());
  setNode(*address, &event);
  event.operation = operation;
  event.success = success;
  event.transId = transID;
  event.key = key;
  event.value = value;
  events->emit(event);
}

void Log::logExecution(Address* replica, const Address& coordinator, int transID, const string& key,
                       const string& execution) {
  if (events == nullptr || host::isDescribing()) return;
  sim::Event event;
  event.kind = sim::EventKind::Executed;
  event.tick = host::currentTick(par->getcurrtime());
  setNode(*replica, &event);
  event.other = endpointOf(coordinator);
  event.transId = transID;
  event.key = key;
  event.text = execution;
  events->emit(event);
}

void Log::logCacheRead(Address* replica, const string& key, bool isHit) {
  if (events == nullptr || host::isDescribing()) return;
  sim::Event event;
  event.kind = sim::EventKind::CacheRead;
  event.tick = host::currentTick(par->getcurrtime());
  setNode(*replica, &event);
  event.success = isHit;
  event.key = key;
  events->emit(event);
}

void Log::logCreateSuccess(Address* address, bool isCoordinator, int transID, string key,
                           string value) {
  logResult(address, isCoordinator, sim::Operation::Create, true, transID, key, value);
}

void Log::logReadSuccess(Address* address, bool isCoordinator, int transID, string key,
                         string value) {
  logResult(address, isCoordinator, sim::Operation::Read, true, transID, key, value);
}

void Log::logUpdateSuccess(Address* address, bool isCoordinator, int transID, string key,
                           string newValue) {
  logResult(address, isCoordinator, sim::Operation::Update, true, transID, key, newValue);
}

void Log::logDeleteSuccess(Address* address, bool isCoordinator, int transID, string key) {
  logResult(address, isCoordinator, sim::Operation::Delete, true, transID, key, "");
}

void Log::logCreateFail(Address* address, bool isCoordinator, int transID, string key,
                        string value) {
  logResult(address, isCoordinator, sim::Operation::Create, false, transID, key, value);
}

void Log::logReadFail(Address* address, bool isCoordinator, int transID, string key) {
  logResult(address, isCoordinator, sim::Operation::Read, false, transID, key, "");
}

void Log::logUpdateFail(Address* address, bool isCoordinator, int transID, string key,
                        string newValue) {
  logResult(address, isCoordinator, sim::Operation::Update, false, transID, key, newValue);
}

void Log::logDeleteFail(Address* address, bool isCoordinator, int transID, string key) {
  logResult(address, isCoordinator, sim::Operation::Delete, false, transID, key, "");
}
