// Declarations only: the log that the graders read.
#ifndef COURSE_API_LOG_H_
#define COURSE_API_LOG_H_

#include "stdincludes.h"
#include "Params.h"
#include "Member.h"

#define MAXWRITES 1
#define MAGIC_NUMBER "CS425"
#define DBG_LOG "dbg.log"
#define STATS_LOG "stats.log"

class Log {
 public:
  Log(Params* p);
  void LOG(Address* addr, const char* str, ...);
  void logNodeAdd(Address* thisNode, Address* addedAddr);
  void logNodeRemove(Address* thisNode, Address* removedAddr);

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
};

#endif  // COURSE_API_LOG_H_
