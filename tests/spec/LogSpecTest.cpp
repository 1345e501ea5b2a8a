// The course's log, from the calls of Log.h to the bytes of dbg.log: each test quotes the sentence
// that it proves. Sections: 1 is the API, 3 the run, 4 dbg.log itself, 8 is where the course's own
// framework errs and this one must not.
#include "Log.h"

#include <gtest/gtest.h>

#include "sim/DbgLog.h"

// Section 1, Log.h: "class Log { public: Log(Params *p); void LOG(Address *, const char *str, ...);
// void logNodeAdd(Address *thisNode, Address *added); void logNodeRemove(Address *thisNode, Address
// *removed);` and eight calls […]"
#define MEMBER_IS(member, ...) \
  static_assert(is_same<decltype(&member), __VA_ARGS__>::value, "another type: " #member)
using WithValue = void (Log::*)(Address*, bool, int, string, string);
using WithoutValue = void (Log::*)(Address*, bool, int, string);
MEMBER_IS(Log::LOG, void (Log::*)(Address*, const char*, ...));
MEMBER_IS(Log::logNodeAdd, void (Log::*)(Address*, Address*));
MEMBER_IS(Log::logNodeRemove, void (Log::*)(Address*, Address*));
MEMBER_IS(Log::logCreateSuccess, WithValue);
MEMBER_IS(Log::logReadSuccess, WithValue);
MEMBER_IS(Log::logUpdateSuccess, WithValue);
MEMBER_IS(Log::logDeleteSuccess, WithoutValue);
MEMBER_IS(Log::logCreateFail, WithValue);
MEMBER_IS(Log::logReadFail, WithoutValue);
MEMBER_IS(Log::logUpdateFail, WithValue);
MEMBER_IS(Log::logDeleteFail, WithoutValue);
static_assert(is_constructible<Log, Params*>::value, "Log(Params *)");
static_assert(MAXWRITES == 1, "MAXWRITES");

namespace {

// A log that is written to memory, at tick 42, and the address 3:0.
class Written {
 public:
  Written() : log(&params), address("3:0"), writer_(&dbgLog_, &statsLog_) {
    params.globaltime = 42;
    stream_.add(&writer_);
    log.connect(&stream_);
  }

  const string& dbg() const { return dbgLog_.text(); }
  const string& stats() const { return statsLog_.text(); }

  // The text of the one entry that there is, after `\n 3.0.0.0:0 [42] `.
  string text() const {
    const string kStart = "131\n\n 3.0.0.0:0 [42] ";
    EXPECT_EQ(kStart, dbg().substr(0, kStart.size()));
    return dbg().substr(min(kStart.size(), dbg().size()));
  }

  Params params;
  Log log;
  Address address;

 private:
  host::MemoryOutput dbgLog_;
  host::MemoryOutput statsLog_;
  sim::DbgLog writer_;
  sim::EventStream stream_;
};

string lineOf(WithValue call, bool isCoordinator) {
  Written written;
  (written.log.*call)(&written.address, isCoordinator, 17, "key12", "value34");
  return written.text();
}

string lineOf(WithoutValue call, bool isCoordinator) {
  Written written;
  (written.log.*call)(&written.address, isCoordinator, 17, "key12");
  return written.text();
}

// Section 1, Log.h: "Macros `MAXWRITES` 1, `MAGIC_NUMBER` "CS425", `DBG_LOG` "dbg.log", `STATS_LOG`
// "stats.log"."
TEST(LogSpecTest, macros) {
  EXPECT_STREQ("CS425", MAGIC_NUMBER);
  EXPECT_STREQ("dbg.log", DBG_LOG);
  EXPECT_STREQ("stats.log", STATS_LOG);
}

// Section 4: "First line: the magic number `131` (hex sum of "CS425")."
TEST(LogSpecTest, firstLine) {
  EXPECT_EQ("131\n", Written().dbg());
  int sum = 0;
  for (const char* c = MAGIC_NUMBER; *c != '\0'; ++c) sum += *c;
  EXPECT_EQ(0x131, sum);
}

// Section 4: "Every entry is `\n ` + address as `b0.b1.b2.b3:port ` (four bytes of the id as
// decimals, the port) + `[t] ` + text; so entries start with a blank, and the file does not end in
// a newline."
TEST(LogSpecTest, entries) {
  Written written;
  Address other("67305985:9");
  written.log.LOG(&written.address, "one");
  written.params.globaltime = 43;
  written.log.LOG(&other, "two");
  EXPECT_EQ("131\n\n 3.0.0.0:0 [42] one\n 1.2.3.4:9 [43] two", written.dbg());
}

// Section 4: "The very first entry of a run has an **empty address** in the original (`\n [0]
// APP`); ours may write the address."
TEST(LogSpecTest, firstEntry) {
  Written written;
  written.params.globaltime = 0;
  Address first("1:0");
  written.log.LOG(&first, "APP");
  EXPECT_EQ("131\n\n 1.0.0.0:0 [0] APP", written.dbg());
}

// Section 4: "`Node A.B.C.D:P joined at time %d`, `Node A.B.C.D:P removed at time %d`"
TEST(LogSpecTest, membership) {
  Address other("258:0");
  Written added;
  added.log.logNodeAdd(&added.address, &other);
  EXPECT_EQ("Node 2.1.0.0:0 joined at time 42", added.text());
  Written removed;
  removed.log.logNodeRemove(&removed.address, &other);
  EXPECT_EQ("Node 2.1.0.0:0 removed at time 42", removed.text());
}

// Section 4: "`coordinator: create success at time %d, transID=%d, key=%s, value=%s`, `server: …`
// likewise, `read`, `update` the same"
TEST(LogSpecTest, success) {
  EXPECT_EQ("coordinator: create success at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logCreateSuccess, true));
  EXPECT_EQ("server: create success at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logCreateSuccess, false));
  EXPECT_EQ("coordinator: read success at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logReadSuccess, true));
  EXPECT_EQ("server: read success at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logReadSuccess, false));
  EXPECT_EQ("coordinator: update success at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logUpdateSuccess, true));
  EXPECT_EQ("server: update success at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logUpdateSuccess, false));
}

// Section 4: "`delete success at time %d, transID=%d, key=%s`"
TEST(LogSpecTest, deleteSuccess) {
  EXPECT_EQ("coordinator: delete success at time 42, transID=17, key=key12",
            lineOf(&Log::logDeleteSuccess, true));
  EXPECT_EQ("server: delete success at time 42, transID=17, key=key12",
            lineOf(&Log::logDeleteSuccess, false));
}

// Section 4: "`create fail … key=%s, value=%s`, `read fail … key=%s`, `update fail … key=%s,
// value=%s`, `delete fail … key=%s`"
TEST(LogSpecTest, fail) {
  EXPECT_EQ("coordinator: create fail at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logCreateFail, true));
  EXPECT_EQ("server: create fail at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logCreateFail, false));
  EXPECT_EQ("coordinator: read fail at time 42, transID=17, key=key12",
            lineOf(&Log::logReadFail, true));
  EXPECT_EQ("server: read fail at time 42, transID=17, key=key12",
            lineOf(&Log::logReadFail, false));
  EXPECT_EQ("coordinator: update fail at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logUpdateFail, true));
  EXPECT_EQ("server: update fail at time 42, transID=17, key=key12, value=value34",
            lineOf(&Log::logUpdateFail, false));
  EXPECT_EQ("coordinator: delete fail at time 42, transID=17, key=key12",
            lineOf(&Log::logDeleteFail, true));
  EXPECT_EQ("server: delete fail at time 42, transID=17, key=key12",
            lineOf(&Log::logDeleteFail, false));
}

// Section 3, the table of tests: "log `CREATE OPERATION KEY: %s VALUE: %s at time: %d` at the
// client's address", "`DELETE OPERATION KEY: invalidKey at time: %d`", "`READ OPERATION KEY: %s
// VALUE: %s at time: %d`"
TEST(LogSpecTest, operations) {
  const struct {
    sim::Operation operation;
    const char* key;
    const char* value;
    const char* line;
  } kCases[] = {
      {sim::Operation::Create, "abc12", "value34",
       "CREATE OPERATION KEY: abc12 VALUE: value34 at time: 100"},
      {sim::Operation::Read, "abc12", "value34",
       "READ OPERATION KEY: abc12 VALUE: value34 at time: 100"},
      {sim::Operation::Update, "abc12", "newValue",
       "UPDATE OPERATION KEY: abc12 VALUE: newValue at time: 100"},
      {sim::Operation::Delete, "abc12", "value34",
       "DELETE OPERATION KEY: abc12 VALUE: value34 at time: 100"},
      {sim::Operation::Delete, "invalidKey", "", "DELETE OPERATION KEY: invalidKey at time: 100"},
  };
  for (const auto& test : kCases) {
    host::MemoryOutput dbgLog;
    sim::DbgLog writer(&dbgLog, &dbgLog);
    sim::Event event;
    event.kind = sim::EventKind::OperationInvoked;
    event.tick = 100;
    event.node = {3, 0};
    event.operation = test.operation;
    event.key = test.key;
    event.value = test.value;
    writer.onEvent(event);
    EXPECT_EQ("131\n\n 3.0.0.0:0 [100] " + string(test.line), dbgLog.text());
  }
}

// Section 4: "A `LOG` text that begins with `#STATSLOG#` goes to `stats.log` instead."
TEST(LogSpecTest, statsLog) {
  Written written;
  written.log.LOG(&written.address, "#STATSLOG# sent %d", 5);
  EXPECT_EQ("131\n", written.dbg());
  EXPECT_EQ("\n 3.0.0.0:0 [42]  sent 5", written.stats());
}

// Section 4: "Bytes ≥ 128 print negative in the original (id 200 = `-56.0.0.0:0`); ours prints
// 200."
TEST(LogSpecTest, bytesFrom128) {
  Written written;
  Address address("200:0");
  written.log.logNodeAdd(&address, &address);
  EXPECT_EQ("131\n\n 200.0.0.0:0 [42] Node 200.0.0.0:0 joined at time 42", written.dbg());
}

// Section 4: "The original's fixed buffers overflow on long keys; ours must not." Section 8: "fixed
// static buffers (100 bytes, 30 for a removal, in 2014; 1,000 in 2020) overflow on long keys"
TEST(LogSpecTest, longTexts) {
  const string kLong(5000, 'k');
  Written created;
  created.log.logCreateSuccess(&created.address, false, 17, kLong, kLong);
  EXPECT_EQ("server: create success at time 42, transID=17, key=" + kLong + ", value=" + kLong,
            created.text());
  Written noted;
  noted.log.LOG(&noted.address, "%s", kLong.c_str());
  EXPECT_EQ(kLong, noted.text());
  Written removed;
  Address other("-1:-32768");
  removed.params.globaltime = 42;
  removed.log.logNodeRemove(&removed.address, &other);
  EXPECT_EQ("Node 255.255.255.255:-32768 removed at time 42", removed.text());
}

// Section 8: "the formatted text is passed to `fprintf` as a format again, so a `%` in a key or
// value is misread"
TEST(LogSpecTest, percentSigns) {
  Written written;
  written.log.logReadSuccess(&written.address, true, 17, "%s%n", "100%d");
  EXPECT_EQ("coordinator: read success at time 42, transID=17, key=%s%n, value=100%d",
            written.text());
  Written noted;
  noted.log.LOG(&noted.address, "%s", "%d%%");
  EXPECT_EQ("%d%%", noted.text());
}

}  // namespace
