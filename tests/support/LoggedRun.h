// A run for tests: a conf file of testcases/, a seed and further lines in, all that came out, with
// dbg.log cut into its entries.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "Simulation.h"
#include "host/OutputFile.h"

// The settings of `testcases/CONF.conf` with `overrides` ("KEY=VALUE") on top.
inline Params paramsOf(const std::string& conf, unsigned long long seed,
                       const std::vector<std::string>& overrides = {}) {
  Params params;
  std::vector<std::string> errors;
  const std::string file = std::string(TEST_SOURCE_DIR) + "/testcases/" + conf + ".conf";
  EXPECT_TRUE(params.load(file, overrides, &errors)) << ::testing::PrintToString(errors);
  params.SEED = seed;
  return params;
}

// One line of dbg.log: ` ADDRESS [TICK] TEXT`.
struct LogEntry {
  std::string address;  // "1.0.0.0:0"
  int tick = 0;
  std::string text;

  bool has(const std::string& part) const { return text.find(part) != std::string::npos; }

  bool startsWith(const std::string& part) const { return text.compare(0, part.size(), part) == 0; }

  // What follows `name` in the text, up to the next comma or blank: after("key=").
  std::string after(const std::string& name) const {
    const size_t found = text.find(name);
    if (found == std::string::npos) return "";
    const size_t begin = found + name.size();
    return text.substr(begin, text.find_first_of(", ", begin) - begin);
  }
};

// As dbg.log writes a peer, by its index from 0.
inline std::string peerName(size_t index) {
  return std::to_string((index + 1) % 256) + "." + std::to_string((index + 1) / 256) + ".0.0:0";
}

class LoggedRun {
 public:
  explicit LoggedRun(const Params& params)
      : result(simulate(params, {&dbgLog_, &statsLog_, &msgCount_, &progress_})) {
    cut();
  }
  LoggedRun(const Params& params, const lab::Schedule& schedule)
      : result(simulate(params, schedule, {&dbgLog_, &statsLog_, &msgCount_, &progress_})) {
    cut();
  }

  std::string dbgLog() const { return dbgLog_.text(); }
  std::string statsLog() const { return statsLog_.text(); }
  std::string msgCount() const { return msgCount_.text(); }
  std::string printed() const { return progress_.str(); }

  // Those whose text begins with `prefix`, in the log's order.
  std::vector<LogEntry> entriesFrom(const std::string& prefix) const {
    return select([&](const LogEntry& entry) { return entry.startsWith(prefix); });
  }

  template <typename Predicate>
  std::vector<LogEntry> select(Predicate wanted) const {
    std::vector<LogEntry> selected;
    for (const LogEntry& entry : entries) {
      if (wanted(entry)) selected.push_back(entry);
    }
    return selected;
  }

  // The results that were logged for one client call, of its coordinator and of all replicas.
  std::vector<LogEntry> resultsOf(const std::string& transID) const {
    return select([&](const LogEntry& entry) {
      return (entry.startsWith("coordinator: ") || entry.startsWith("server: ")) &&
             entry.after("transID=") == transID;
    });
  }

  // The addresses of all that have failed, in the log's order.
  std::vector<std::string> failedPeers() const {
    std::vector<std::string> failed;
    for (const LogEntry& entry : entriesFrom("Node failed at time"))
      failed.push_back(entry.address);
    return failed;
  }

  // How many pairs (A, B) of different peers there are such that A has reported B as joined: N(N-1)
  // if all have joined everywhere.
  size_t joinedPairs() const {
    std::set<std::pair<std::string, std::string>> pairs;
    for (const LogEntry& entry : entriesFrom("Node ")) {
      const std::string joined = entry.after("Node ");
      if (entry.has(" joined at time ") && joined != entry.address) {
        pairs.insert({entry.address, joined});
      }
    }
    return pairs.size();
  }

 private:
  host::MemoryOutput dbgLog_;
  host::MemoryOutput statsLog_;
  host::MemoryOutput msgCount_;
  std::ostringstream progress_;

 public:
  const RunResult result;
  std::vector<LogEntry> entries;

 private:
  // Lines of any other form are failures; the first two (the magic number, and the line break that
  // each entry begins with) are the spec tests' business.
  void cut() {
    std::istringstream lines(dbgLog_.text());
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
      if (number <= 2) continue;
      const size_t open = line.find(" [");
      const size_t close = line.find("] ");
      if (line[0] != ' ' || open == std::string::npos || close == std::string::npos) {
        ADD_FAILURE() << "line " << number << " of dbg.log is no entry: " << line;
        continue;
      }
      LogEntry entry;
      entry.address = line.substr(1, open - 1);
      entry.tick = std::stoi(line.substr(open + 2, close - open - 2));
      entry.text = line.substr(close + 2);
      entries.push_back(entry);
    }
  }
};
