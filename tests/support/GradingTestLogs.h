#ifndef TESTS_GRADINGTESTLOGS_H_
#define TESTS_GRADINGTESTLOGS_H_

#include <string>

#include "grading/score/Score.h"

// Hand-made dbg.log texts for the tests of grading/, written entry by entry.
namespace gradingtest {

inline std::string addressOf(int id) { return std::to_string(id) + ".0.0.0:0"; }

// A log in the making. Entries stand as the framework writes them: a line feed before each.
class LogText {
 public:
  LogText& add(int tick, int peer, const std::string& text) {
    text_ += "\n " + addressOf(peer) + " [" + std::to_string(tick) + "] " + text;
    return *this;
  }

  // An operation's line by `peer`: `operation` is CREATE, READ, ...
  LogText& operation(int tick, int peer, const std::string& operation, const std::string& key,
                     const std::string& value) {
    const std::string pair = key == "invalidKey" ? key : key + " VALUE: " + value;
    return add(tick, peer,
               operation + " OPERATION KEY: " + pair + " at time: " + std::to_string(tick));
  }

  // The answer of a replica, or of the coordinator: `what` is `read success`, `update fail`, ...
  LogText& answer(int tick, int peer, const std::string& what, const std::string& key,
                  const std::string& value, bool isCoordinator = false) {
    return add(tick, peer,
               std::string(isCoordinator ? "coordinator" : "server") + ": " + what + " at time " +
                   std::to_string(tick) + ", transID=7, key=" + key +
                   (value.empty() ? "" : ", value=" + value));
  }

  // `replicas` servers (peers 4, 5, ...) at `tick`, and coordinator 1 one tick later.
  LogText& answers(int tick, int replicas, const std::string& what, const std::string& key,
                   const std::string& value) {
    for (int i = 0; i < replicas; ++i) answer(tick, 4 + i, what, key, value);
    return answer(tick + 1, 1, what, key, value, true);
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_ = "131\n";
};

// `keys` creates of key00, key01, ...; all of them right.
inline LogText createLog(int keys = 3) {
  LogText log;
  for (int i = 0; i < keys; ++i) {
    const std::string key = "key0" + std::to_string(i);
    log.operation(100, 2, "CREATE", key, "value7").answers(101, 3, "create success", key, "value7");
  }
  return log;
}

// The read section as it earns all points; `UPDATE`, `update` for that section. Answers come one
// tick after each operation, and can be left out by the tick of the operation.
inline LogText sectionLog(const std::string& upper, const std::string& lower, int without = 0,
                          const std::string& key = "ab123", const std::string& value = "value7") {
  const std::string success = lower + " success";
  const std::string fail = lower + " fail";
  const std::string failValue = lower == "read" ? "" : value;
  LogText log;
  for (int tick : {150, 175, 225, 275, 285}) {
    log.operation(tick, 2, upper, key, value);
    if (tick == 285) log.operation(285, 3, upper, "invalidKey", "");
    if (tick == without) continue;
    if (tick == 225) {
      log.answer(226, 4, success, key, value).answer(230, 2, fail, key, failValue, true);
    } else {
      log.answers(tick + 1, tick == 175 ? 2 : 3, success, key, value);
    }
    if (tick == 285) log.answers(286, 2, fail, "invalidKey", failValue);
  }
  return log;
}

// Ten peers that each log the join of the nine others and, if `selves`, of themselves.
inline LogText joinLog(bool selves = false) {
  LogText log;
  for (int peer = 1; peer <= 10; ++peer) {
    for (int other = 1; other <= 10; ++other) {
      if (peer != other || selves)
        log.add(5, peer, "Node " + addressOf(other) + " joined at time 5");
    }
  }
  return log;
}

// Adds the failures of peers first..last, and their removal by all the others.
inline LogText& addFailures(LogText* log, int first, int last) {
  for (int failed = first; failed <= last; ++failed)
    log->add(100, failed, "Node failed at time=100");
  for (int peer = 1; peer <= 10; ++peer) {
    if (peer >= first && peer <= last) continue;
    for (int failed = first; failed <= last; ++failed) {
      log->add(122, peer, "Node " + addressOf(failed) + " removed at time 122");
    }
  }
  return *log;
}

// The first test of `score` with that name; an empty one, which fails any check, if there is none.
inline grading::TestScore testOf(const grading::ScenarioScore& score, const std::string& name) {
  for (const grading::TestScore& test : score.tests) {
    if (test.name == name) return test;
  }
  return {};
}

// Whether a reason is what it promises to be: one printable line, there if points are missing.
inline bool isReasonSound(const grading::TestScore& test) {
  if (test.reason.empty() != (test.points == test.maxPoints)) return false;
  for (char byte : test.reason) {
    if (byte < ' ' || byte > '~') return false;
  }
  return test.reason.size() < 2000;
}

}  // namespace gradingtest

#endif  // TESTS_GRADINGTESTLOGS_H_
