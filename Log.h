// What the nodes report: membership changes, results of operations, and free notes.
//
// A front of the event stream: each call becomes one event at the current tick, and dbg.log is
// written from the events (sim/DbgLog.h). Texts may be of any length and hold any bytes.
// Borrows everything. Not connected, a Log says nothing.
#ifndef _LOG_H_
#define _LOG_H_

#include "stdincludes.h"
#include "Params.h"
#include "Member.h"

// The course's names for facts about its files.
#define MAXWRITES 1
#define MAGIC_NUMBER "CS425"
#define DBG_LOG "dbg.log"
#define STATS_LOG "stats.log"

namespace sim {
class EventStream;
enum class Operation : unsigned char;
}  // namespace sim

class Log {
 public:
  Log(Params* p);
  Log(const Log& anotherLog);
  Log& operator=(const Log& anotherLog);
  virtual ~Log();

  // A line of dbg.log, in printf's format; of stats.log if it begins with #STATSLOG#.
  void LOG(Address*, const char* str, ...);

  void logNodeAdd(Address* thisNode, Address* addedAddr);
  void logNodeRemove(Address* thisNode, Address* removedAddr);

  // A replica (isCoordinator false) served an operation, or its coordinator ended it.
  void logCreateSuccess(Address* address, bool isCoordinator, int transID, string key,
                        string value);
  void logReadSuccess(Address* address, bool isCoordinator, int transID, string key, string value);
  void logUpdateSuccess(Address* address, bool isCoordinator, int transID, string key,
                        string newValue);
  void logDeleteSuccess(Address* address, bool isCoordinator, int transID, string key);
  void logCreateFail(Address* address, bool isCoordinator, int transID, string key, string value);
  void logReadFail(Address* address, bool isCoordinator, int transID, string key);
  void logUpdateFail(Address* address, bool isCoordinator, int transID, string key,
                     string newValue);
  void logDeleteFail(Address* address, bool isCoordinator, int transID, string key);

  // For stores of the framework: the events of the kinds Executed and CacheRead (sim/Event.h).
  void logExecution(Address* replica, const Address& coordinator, int transID, const string& key,
                    const string& execution);
  void logCacheRead(Address* replica, const string& key, bool isHit);

  // For the framework: from now on the events go to `events`.
  void connect(const sim::EventStream* events);

 private:
  void logResult(Address* address, bool isCoordinator, sim::Operation operation, bool success,
                 int transID, const string& key, const string& value);

  Params* par;
  const sim::EventStream* events;
};

#endif
