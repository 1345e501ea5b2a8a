// The course's run and its dbg.log: each test quotes the sentence that it proves, on the logs of
// whole runs with several seeds. Sections: 3 is the run, 4 is dbg.log, 8 is where the course's own
// framework errs and this one must not.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "Node.h"
#include "tests/support/LoggedRun.h"

namespace {

using Strings = std::vector<std::string>;

constexpr unsigned long long kSeeds = 5;
const Strings kCrudConfs = {"create", "read", "update", "delete"};
const Strings kMembershipConfs = {"singlefailure", "multifailure", "msgdropsinglefailure"};

Strings allConfs() {
  Strings all = kCrudConfs;
  all.insert(all.end(), kMembershipConfs.begin(), kMembershipConfs.end());
  return all;
}

// Run once for all tests.
const LoggedRun& runOf(const std::string& conf, unsigned long long seed) {
  static std::map<std::pair<std::string, unsigned long long>, LoggedRun> runs;
  return runs.try_emplace({conf, seed}, paramsOf(conf, seed)).first->second;
}

// Calls `check` with a run of each conf and seed.
template <typename Check>
void forEachRun(const Strings& confs, Check check) {
  for (const std::string& conf : confs) {
    for (unsigned long long seed = 1; seed <= kSeeds; ++seed) {
      SCOPED_TRACE(conf + ".conf, seed " + std::to_string(seed));
      check(runOf(conf, seed));
    }
  }
}

// `text` up to the first character that is not a digit.
int numberOf(const std::string& text) { return std::stoi(text); }

// The key's replicas on the ring of `live` (indices of peers), primary first.
Strings ringReplicas(const std::string& key, const std::vector<size_t>& live) {
  std::vector<std::pair<size_t, size_t>> ring;  // (hash code, index)
  for (size_t index : live) {
    Node node(Address(std::to_string(index + 1) + ":0"));
    ring.push_back({node.getHashCode(), index});
  }
  std::sort(ring.begin(), ring.end());
  const size_t position = RingHash()(key) % RING_SIZE;
  size_t first = 0;
  while (first < ring.size() && ring[first].first < position) ++first;
  Strings replicas;
  for (size_t i = 0; i < 3; ++i)
    replicas.push_back(peerName(ring[(first + i) % ring.size()].second));
  return replicas;
}

// The indices of the ten peers that are not in `failed`.
std::vector<size_t> liveOfTen(const Strings& failed) {
  std::vector<size_t> live;
  for (size_t i = 0; i < 10; ++i) {
    if (std::count(failed.begin(), failed.end(), peerName(i)) == 0) live.push_back(i);
  }
  return live;
}

std::vector<int> ticksOf(const std::vector<LogEntry>& entries) {
  std::vector<int> ticks;
  for (const LogEntry& entry : entries) ticks.push_back(entry.tick);
  return ticks;
}

// The keys of the create operations in the log's order.
Strings createdKeys(const LoggedRun& run) {
  Strings keys;
  for (const LogEntry& entry : run.entriesFrom("CREATE OPERATION ")) {
    keys.push_back(entry.after("KEY: "));
  }
  return keys;
}

std::string valueOf(const LoggedRun& run, const std::string& key) {
  for (const LogEntry& entry : run.entriesFrom("CREATE OPERATION KEY: " + key + " ")) {
    return entry.after("VALUE: ");
  }
  return "";
}

// ---- Section 3: the peers and the ticks.

// "peers are made in order 0…N−1, so peer i has address `i+1:0`; each is made with two log lines,
// `APP` and `APP MP2`."
TEST(TimelineSpecTest, peers_madeInOrder) {
  forEachRun({"create", "singlefailure"}, [](const LoggedRun& run) {
    ASSERT_LT(20u, run.entries.size());
    for (size_t i = 0; i < 10; ++i) {
      const LogEntry& app = run.entries[2 * i];
      const LogEntry& appMp2 = run.entries[2 * i + 1];
      EXPECT_EQ("APP", app.text);
      EXPECT_EQ("APP MP2", appMp2.text);
      EXPECT_EQ(peerName(i), app.address);
      EXPECT_EQ(peerName(i), appMp2.address);
      EXPECT_EQ(0, app.tick);
    }
    EXPECT_EQ(10u, run.entriesFrom("APP MP2").size());
  });
}

// "700 ticks, `globaltime` 0…699."
TEST(TimelineSpecTest, run_has700Ticks) {
  forEachRun(allConfs(), [](const LoggedRun& run) {
    EXPECT_EQ(700, run.result.ticks);
    int last = 0;
    for (const LogEntry& entry : run.entries) {
      EXPECT_LE(last, entry.tick) << "time goes back at: " << entry.text;
      last = entry.tick;
    }
    EXPECT_LT(last, 700);
  });
}

// "for i descending: if `t == (int)(STEP_RATE·i)`: `nodeStart` (four peers a tick; prints `I-th
// introduced node is assigned with the address: ID:PORT`)"; section 4: "`Starting up group...` and
// `Trying to join...` come from the template's MP1Node."
TEST(TimelineSpecTest, introduction_fourPeersATick) {
  forEachRun(allConfs(), [](const LoggedRun& run) {
    const auto starts = run.select([](const LogEntry& entry) {
      return entry.text == "Starting up group..." || entry.text == "Trying to join...";
    });
    ASSERT_EQ(10u, starts.size());
    const size_t order[] = {3, 2, 1, 0, 7, 6, 5, 4, 9, 8};
    std::string introductions;
    for (size_t i = 0; i < 10; ++i) {
      EXPECT_EQ(peerName(order[i]), starts[i].address);
      EXPECT_EQ(static_cast<int>(order[i]) / 4, starts[i].tick);
      EXPECT_EQ(order[i] == 0 ? "Starting up group..." : "Trying to join...", starts[i].text);
      introductions +=
          std::to_string(order[i]) +
          "-th introduced node is assigned with the address: " + std::to_string(order[i] + 1) +
          ":0\n";
    }
    EXPECT_EQ(introductions, run.printed().substr(0, introductions.size()));
  });
}

// "if `t > (int)(STEP_RATE·i)` and not failed: […] `recvLoop()` […] `nodeLoop()`", and in the store
// "started and not failed": a peer that has failed says nothing any more.
TEST(TimelineSpecTest, failedPeers_areSilent) {
  forEachRun({"read", "update", "singlefailure", "multifailure"}, [](const LoggedRun& run) {
    std::set<std::string> failed;
    for (const LogEntry& entry : run.entries) {
      if (entry.startsWith("Node failed at time")) {
        EXPECT_TRUE(failed.insert(entry.address).second) << entry.address << " failed twice";
      } else {
        EXPECT_EQ(0u, failed.count(entry.address)) << entry.address << " says " << entry.text;
      }
    }
    EXPECT_FALSE(failed.empty());
  });
}

// "peer 0 also logs `@@time=%d` when t is a multiple of 500" (at t = 0 it is being introduced).
TEST(TimelineSpecTest, timeNote_ofPeer0) {
  forEachRun(allConfs(), [](const LoggedRun& run) {
    const Strings failed = run.failedPeers();
    const auto notes = run.entriesFrom("@@time=");
    if (std::count(failed.begin(), failed.end(), peerName(0)) > 0) {
      EXPECT_EQ(0u, notes.size());
      return;
    }
    ASSERT_EQ(1u, notes.size());
    EXPECT_EQ("@@time=500", notes[0].text);
    EXPECT_EQ(500, notes[0].tick);
    EXPECT_EQ(peerName(0), notes[0].address);
  });
}

// ---- Section 3: the key-value schedule.

// "Then at t = 100 (`INSERT_TIME`) 100 creates"; "for each pair"; "log `CREATE OPERATION KEY: %s
// VALUE: %s at time: %d`".
TEST(TimelineSpecTest, creates_hundredAt100) {
  forEachRun(kCrudConfs, [](const LoggedRun& run) {
    const auto creates = run.entriesFrom("CREATE OPERATION ");
    EXPECT_EQ(100u, creates.size());
    for (const LogEntry& create : creates) {
      EXPECT_EQ(100, create.tick);
      EXPECT_EQ("CREATE OPERATION KEY: " + create.after("KEY: ") +
                    " VALUE: " + create.after("VALUE: ") + " at time: 100",
                create.text);
    }
  });
}

// "100 distinct random keys of 5 alphanumerics, value `value` + a number below 100". Distinct also
// ignoring case: section 5, "All greps ignore case", would otherwise count the lines of two keys.
TEST(TimelineSpecTest, pairs_distinctAlphanumerics) {
  const std::regex keyForm("[0-9A-Za-z]{5}");
  const std::regex valueForm("value[0-9]{1,2}");
  std::set<Strings> keySets;
  forEachRun(kCrudConfs, [&](const LoggedRun& run) {
    std::set<std::string> lowerKeys;
    for (std::string key : createdKeys(run)) {
      EXPECT_TRUE(std::regex_match(key, keyForm)) << key;
      EXPECT_TRUE(std::regex_match(valueOf(run, key), valueForm)) << valueOf(run, key);
      std::transform(key.begin(), key.end(), key.begin(), ::tolower);
      lowerKeys.insert(key);
    }
    EXPECT_EQ(100u, lowerKeys.size());
    keySets.insert(createdKeys(run));
  });
  EXPECT_EQ(kSeeds, keySets.size()) << "other keys for each seed, and for the seed alone";
}

// Section 8: "It finds an operation by grepping its time anywhere in the line; a random key that
// contains "150" […] matches several lines"; "a key is matched as a substring of the line". No key
// occurs in any line but those of its own operations.
TEST(TimelineSpecTest, pairs_cannotBeMistaken) {
  const std::regex digitThenLetter("[0-9][A-Za-z]");
  const std::regex twoDigits("[0-9][0-9]");
  forEachRun(kCrudConfs, [&](const LoggedRun& run) {
    const auto lower = [](std::string text) {
      std::transform(text.begin(), text.end(), text.begin(), ::tolower);
      return text;
    };
    std::map<std::string, size_t> linesWithKey;
    std::map<std::string, size_t> linesOfKey;
    const Strings keys = createdKeys(run);
    for (const LogEntry& entry : run.entries) {
      const std::string named = entry.has("KEY: ") ? entry.after("KEY: ") : entry.after("key=");
      if (!named.empty()) ++linesOfKey[lower(named)];
      const std::string line =
          lower(" " + entry.address + " [" + std::to_string(entry.tick) + "] " + entry.text);
      for (const std::string& key : keys) {
        if (line.find(lower(key)) != std::string::npos) ++linesWithKey[lower(key)];
      }
    }
    for (const std::string& key : keys) {
      EXPECT_EQ(linesOfKey[lower(key)], linesWithKey[lower(key)]) << key;
      // Why that is so for all seeds: times are digits, values and words have no digit before a
      // letter.
      EXPECT_TRUE(std::regex_search(key, digitThenLetter)) << key;
      EXPECT_FALSE(std::regex_search(key, twoDigits)) << key;
    }
  });
}

// "the operations go key by key in sorted order, each from a random live peer"; "at the client's
// address": there the coordinator answers.
TEST(TimelineSpecTest, operations_sortedFromRandomPeers) {
  std::set<std::string> clients;
  forEachRun(kCrudConfs, [&](const LoggedRun& run) {
    const Strings keys = createdKeys(run);
    EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
    for (const char* kind : {"CREATE", "READ", "UPDATE", "DELETE"}) {
      std::string lowerKind = kind;
      std::transform(lowerKind.begin(), lowerKind.end(), lowerKind.begin(), ::tolower);
      const auto calls = run.entriesFrom(std::string(kind) + " OPERATION ");
      const auto answers = run.entriesFrom("coordinator: " + lowerKind + " ");
      std::multiset<std::string> callers;
      std::multiset<std::string> answerers;
      for (const LogEntry& call : calls) callers.insert(call.address + " " + call.after("KEY: "));
      for (const LogEntry& answer : answers) {
        answerers.insert(answer.address + " " + answer.after("key="));
      }
      EXPECT_EQ(callers, answerers);
      for (const LogEntry& call : calls) clients.insert(call.address);
    }
  });
  EXPECT_EQ(10u, clients.size());
}

// "create | 150 | nothing more"
TEST(TimelineSpecTest, createTest_nothingMore) {
  forEachRun({"create"}, [](const LoggedRun& run) {
    EXPECT_EQ(100u,
              run.select([](const LogEntry& entry) { return entry.has(" OPERATION "); }).size());
    EXPECT_TRUE(run.failedPeers().empty());
  });
}

// "delete | 150 | for the 2nd…51st pair (half): `DELETE OPERATION KEY: %s VALUE: %s at time: %d`,
// `clientDelete`; then `DELETE OPERATION KEY: invalidKey at time: %d`"
TEST(TimelineSpecTest, deleteTest_secondToFiftyFirstPair) {
  forEachRun({"delete"}, [](const LoggedRun& run) {
    const Strings keys = createdKeys(run);
    const auto deletes = run.entriesFrom("DELETE OPERATION ");
    ASSERT_EQ(51u, deletes.size());
    for (size_t i = 0; i < 50; ++i) {
      const std::string& key = keys[i + 1];
      EXPECT_EQ("DELETE OPERATION KEY: " + key + " VALUE: " + valueOf(run, key) + " at time: 150",
                deletes[i].text);
      EXPECT_EQ(150, deletes[i].tick);
    }
    EXPECT_EQ("DELETE OPERATION KEY: invalidKey at time: 150", deletes[50].text);
    EXPECT_TRUE(run.failedPeers().empty());
  });
}

// "read 1 | 150 | 1st pair", and a read at 175, 225, 275, 285; "`READ OPERATION KEY: invalidKey at
// time: %d`" at 285.
TEST(TimelineSpecTest, readTest_operations) {
  forEachRun({"read"}, [](const LoggedRun& run) {
    const std::string key = createdKeys(run).front();
    const auto reads = run.entriesFrom("READ OPERATION ");
    ASSERT_EQ(std::vector<int>({150, 175, 225, 275, 285, 285}), ticksOf(reads));
    for (size_t i = 0; i < 5; ++i) {
      EXPECT_EQ("READ OPERATION KEY: " + key + " VALUE: " + valueOf(run, key) +
                    " at time: " + std::to_string(reads[i].tick),
                reads[i].text);
    }
    EXPECT_EQ("READ OPERATION KEY: invalidKey at time: 285", reads[5].text);
  });
}

// "the same schedule with the **2nd** pair, value `newValue`, `UPDATE OPERATION …`; at the end
// update of `invalidKey` with `invalidValue`"
TEST(TimelineSpecTest, updateTest_operations) {
  forEachRun({"update"}, [](const LoggedRun& run) {
    const std::string key = createdKeys(run)[1];
    const auto updates = run.entriesFrom("UPDATE OPERATION ");
    ASSERT_EQ(std::vector<int>({150, 175, 225, 275, 285, 285}), ticksOf(updates));
    for (size_t i = 0; i < 5; ++i) {
      EXPECT_EQ("UPDATE OPERATION KEY: " + key +
                    " VALUE: newValue at time: " + std::to_string(updates[i].tick),
                updates[i].text);
    }
    EXPECT_EQ("UPDATE OPERATION KEY: invalidKey VALUE: invalidValue at time: 285", updates[5].text);
  });
}

// "read 2 | 175 | the key's tertiary […] fails (`Node failed at time=%d` at its address […]) then a
// read"; "read 3.1 | 225 | two of the key's live replicas, from the tertiary down, fail; at once a
// read"; "read 4, 5 | 285 | a live peer that is no replica (lowest index) fails".
TEST(TimelineSpecTest, replicaFailures_who) {
  forEachRun({"read", "update"}, [](const LoggedRun& run) {
    const bool isRead = !run.entriesFrom("READ OPERATION ").empty();
    const std::string key = createdKeys(run)[isRead ? 0 : 1];
    const auto failures = run.entriesFrom("Node failed at time");
    ASSERT_EQ(std::vector<int>({175, 225, 225, 285}), ticksOf(failures));
    for (const LogEntry& failure : failures) {
      EXPECT_EQ("Node failed at time=" + std::to_string(failure.tick), failure.text);
    }
    Strings failed;
    const Strings atFirst = ringReplicas(key, liveOfTen(failed));
    failed.push_back(failures[0].address);
    EXPECT_EQ(atFirst[2], failures[0].address);

    const Strings afterOne = ringReplicas(key, liveOfTen(failed));
    EXPECT_EQ(afterOne[2], failures[1].address);
    EXPECT_EQ(afterOne[1], failures[2].address);
    failed.push_back(failures[1].address);
    failed.push_back(failures[2].address);

    const Strings afterThree = ringReplicas(key, liveOfTen(failed));
    for (size_t index : liveOfTen(failed)) {
      if (std::count(afterThree.begin(), afterThree.end(), peerName(index)) > 0) continue;
      EXPECT_EQ(peerName(index), failures[3].address);
      break;
    }
  });
}

// The order of a test's steps within its tick: the failure's line stands before the operation's.
TEST(TimelineSpecTest, replicaFailures_beforeTheOperation) {
  forEachRun({"read", "update"}, [](const LoggedRun& run) {
    Strings steps;
    for (const LogEntry& entry : run.entries) {
      if (entry.tick >= 150 && entry.startsWith("Node failed")) steps.push_back("fail");
      if (entry.tick >= 150 && entry.has(" OPERATION ")) steps.push_back("call");
    }
    EXPECT_EQ(
        Strings({"call", "fail", "call", "fail", "fail", "call", "call", "fail", "call", "call"}),
        steps);
  });
}

// "If `findNodes` returns fewer than two (at 175) or three (at 225) nodes, Application exits with
// status 1 and a message."
TEST(TimelineSpecTest, tooFewReplicas_endTheRun) {
  for (const char* conf : {"read", "update"}) {
    const LoggedRun alone(paramsOf(conf, 1, {"MAX_NNB=1"}));
    EXPECT_FALSE(alone.result.finished);
    EXPECT_NE(std::string::npos, alone.result.failure.find("needs 2 replicas"));
    EXPECT_EQ(175 + 1, alone.result.ticks);

    const LoggedRun three(paramsOf(conf, 1, {"MAX_NNB=3"}));
    EXPECT_FALSE(three.result.finished);
    EXPECT_NE(std::string::npos, three.result.failure.find("needs 3 replicas"));
    EXPECT_EQ(225 + 1, three.result.ticks);

    EXPECT_TRUE(LoggedRun(paramsOf(conf, 1, {"MAX_NNB=4"})).result.finished);
  }
}

// ---- Section 3: the membership schedule.

// "At t = 100: `SINGLE_FAILURE` 1: one random peer fails (`Node failed at time=100`)"; "The
// introducer may be among them."
TEST(TimelineSpecTest, singleFailure_oneRandomPeer) {
  std::set<std::string> failed;
  for (unsigned long long seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const LoggedRun run(paramsOf(seed % 2 == 0 ? "singlefailure" : "msgdropsinglefailure", seed));
    const auto failures = run.entriesFrom("Node failed");
    ASSERT_EQ(1u, failures.size());
    EXPECT_EQ("Node failed at time=100", failures[0].text);
    EXPECT_EQ(100, failures[0].tick);
    failed.insert(failures[0].address);
  }
  EXPECT_EQ(10u, failed.size());
}

// "else half of the peers, a consecutive run from a random start below N/2 (`Node failed at time =
// 100`, with blanks). The introducer may be among them."
TEST(TimelineSpecTest, multiFailure_consecutiveRun) {
  std::set<size_t> firsts;
  for (unsigned long long seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const LoggedRun run(paramsOf("multifailure", seed));
    const auto failures = run.entriesFrom("Node failed");
    ASSERT_EQ(5u, failures.size());
    const auto first = static_cast<size_t>(numberOf(failures[0].address)) - 1;
    EXPECT_LT(first, 5u);
    for (size_t i = 0; i < 5; ++i) {
      EXPECT_EQ(peerName(first + i), failures[i].address);
      EXPECT_EQ("Node failed at time = 100", failures[i].text);
      EXPECT_EQ(100, failures[i].tick);
    }
    firsts.insert(first);
  }
  EXPECT_EQ(std::set<size_t>({0, 1, 2, 3, 4}), firsts);
}

// "with `DROP_MSG` 1, `dropmsg` is on": one message in ten is lost, none without.
TEST(TimelineSpecTest, messageLoss_onlyWithDropMsg) {
  forEachRun({"singlefailure", "multifailure"},
             [](const LoggedRun& run) { EXPECT_EQ(0, run.result.tally.messagesLost); });
  forEachRun({"msgdropsinglefailure"}, [](const LoggedRun& run) {
    EXPECT_LT(0, run.result.tally.messagesLost);
    EXPECT_GT(run.result.tally.messagesSent, 9 * run.result.tally.messagesLost);
  });
}

// "ours runs the membership schedule when they are present and CRUD_TEST is not": else neither.
TEST(TimelineSpecTest, failureKeys_ignoredInCrudTests) {
  const LoggedRun create(paramsOf("create", 1, {"SINGLE_FAILURE=1"}));
  EXPECT_TRUE(create.failedPeers().empty());
  EXPECT_EQ(100u, create.entriesFrom("CREATE OPERATION ").size());
  forEachRun(kMembershipConfs, [](const LoggedRun& run) {
    EXPECT_TRUE(run.select([](const LogEntry& entry) { return entry.has(" OPERATION "); }).empty());
  });
}

// ---- Section 4: dbg.log.

// "First line: the magic number `131` (hex sum of "CS425")."
TEST(TimelineSpecTest, dbgLog_firstLine) {
  int sum = 0;
  for (char c : std::string("CS425")) sum += c;
  ASSERT_EQ(0x131, sum);
  forEachRun(allConfs(),
             [](const LoggedRun& run) { EXPECT_EQ("131\n", run.dbgLog().substr(0, 4)); });
}

// "Every entry is `\n ` + address as `b0.b1.b2.b3:port ` […] + `[t] ` + text; so entries start with
// a blank, and the file does not end in a newline", and the list of texts, which is complete.
TEST(TimelineSpecTest, dbgLog_formOfAllLines) {
  const std::string node = "[0-9]+\\.[0-9]+\\.0\\.0:0";
  const std::string who = "(server|coordinator): ";
  const std::string when = " at time [0-9]+, transID=[0-9]+, key=[0-9A-Za-z]+";
  const std::string value = ", value=[0-9A-Za-z]+";
  const std::regex form(
      " " + node +
      " \\[[0-9]+\\] (APP|APP MP2|Starting up group\\.\\.\\.|Trying to join\\.\\.\\.|"
      "@@time=500|Node failed at time( = |=)[0-9]+|Node " +
      node +
      " (joined|removed) at time [0-9]+|"
      "(CREATE|READ|UPDATE|DELETE) OPERATION KEY: [0-9A-Za-z]+( VALUE: [0-9A-Za-z]+)? at time: "
      "[0-9]+|" +
      who + "(create|read|update) success" + when + value + "|" + who + "delete success" + when +
      "|" + who + "(create|update) fail" + when + value + "|" + who + "(read|delete) fail" + when +
      ")");
  for (const std::string& conf : allConfs()) {
    const LoggedRun& run = runOf(conf, 1);
    const std::string text = run.dbgLog();
    EXPECT_NE('\n', text.back());
    std::istringstream lines(text.substr(5));  // After the magic number and its line break.
    for (std::string line; std::getline(lines, line);) {
      EXPECT_TRUE(std::regex_match(line, form)) << conf << ": " << line;
    }
  }
}

// "Node A.B.C.D:P joined at time %d", "… removed at time %d", "… success at time %d": the time in
// the text is the entry's.
TEST(TimelineSpecTest, dbgLog_timesInTexts) {
  forEachRun(allConfs(), [](const LoggedRun& run) {
    for (const LogEntry& entry : run.entries) {
      for (const char* marker : {" at time ", " at time: ", " at time="}) {
        const size_t at = entry.text.find(marker);
        if (at == std::string::npos || entry.has(" at time = ")) continue;
        EXPECT_EQ(entry.tick, numberOf(entry.text.substr(at + std::string(marker).size())));
      }
    }
  });
}

// "each live replica logs success or fail for each operation it serves (a read of a missing key is
// a fail); the coordinator logs success once when a quorum (2) of replicas succeeded, else fail
// once […]. Nothing is logged twice."
TEST(TimelineSpecTest, dbgLog_whoLogs) {
  forEachRun(kCrudConfs, [](const LoggedRun& run) {
    std::map<std::string, std::set<std::string>> servers;
    std::map<std::string, int> successes;
    std::set<std::string> decided;
    for (const LogEntry& entry : run.entries) {
      const std::string transID = entry.after("transID=");
      if (entry.startsWith("server: ")) {
        EXPECT_TRUE(servers[transID].insert(entry.address).second) << "twice: " << entry.text;
        successes[transID] += entry.has(" success ") ? 1 : 0;
        EXPECT_EQ(entry.after("key=") == "invalidKey", entry.has(" fail ")) << entry.text;
      } else if (entry.startsWith("coordinator: ")) {
        EXPECT_TRUE(decided.insert(transID).second) << "twice: " << entry.text;
        // Up to now: the coordinator waits for its quorum.
        EXPECT_EQ(successes[transID] >= 2, entry.has(" success ")) << entry.text;
      }
    }
    const auto calls = run.select([](const LogEntry& entry) { return entry.has(" OPERATION "); });
    EXPECT_EQ(calls.size(), decided.size());
    for (const auto& entry : servers) EXPECT_EQ(1u, decided.count(entry.first));
  });
}

// Section 7: "3 server + 1 coordinator success at 151/152; 2 + 1 at 176/177; one server success at
// 226 and one coordinator fail before 275; 3 + 1 at 276/277; 3 + 1 at 286/287; for invalidKey 2 or
// 3 server fails + 1 coordinator fail".
TEST(TimelineSpecTest, dbgLog_countsOfFullMarks) {
  forEachRun({"read", "update"}, [](const LoggedRun& run) {
    const bool isRead = !run.entriesFrom("READ OPERATION ").empty();
    const std::string kind = isRead ? "read" : "update";
    const auto count = [&](const std::string& who, const std::string& result, int from, int to,
                           bool invalid) {
      return run
          .select([&](const LogEntry& entry) {
            return entry.startsWith(who + ": " + kind + " " + result) && entry.tick >= from &&
                   entry.tick <= to && (entry.after("key=") == "invalidKey") == invalid;
          })
          .size();
    };
    struct Window {
      int from, to;
      size_t servers, coordinators, coordinatorFails;
    };
    // Our update first asks whether the key is there: it takes two ticks more, and a survivor alone
    // is not asked to write.
    const int late = isRead ? 2 : 4;
    const size_t survivors = isRead ? 1 : 0;
    for (const Window& window : std::vector<Window>{{150, 150 + late, 3, 1, 0},
                                                    {175, 175 + late, 2, 1, 0},
                                                    {225, 274, survivors, 0, 1},
                                                    {275, 275 + late, 3, 1, 0},
                                                    {285, 285 + late, 3, 1, 0}}) {
      EXPECT_EQ(window.servers, count("server", "success", window.from, window.to, false))
          << window.from;
      EXPECT_EQ(window.coordinators, count("coordinator", "success", window.from, window.to, false))
          << window.from;
      EXPECT_EQ(window.coordinatorFails,
                count("coordinator", "fail", window.from, window.to, false))
          << window.from;
    }
    EXPECT_EQ(0u, count("server", "fail", 0, 699, false));
    EXPECT_LE(2u, count("server", "fail", 285, 299, true));
    EXPECT_GE(3u, count("server", "fail", 285, 299, true));
    EXPECT_EQ(1u, count("coordinator", "fail", 285, 310, true));
  });
}

// "Bytes ≥ 128 print negative in the original (id 200 = `-56.0.0.0:0`); ours prints 200."
TEST(TimelineSpecTest, dbgLog_largeIds) {
  const LoggedRun run(
      paramsOf("singlefailure", 1,
               {"MAX_NNB=200", "DROP_MSG=1", "DROP_START=0", "DROP_STOP=1000", "MSG_DROP_PROB=1"}));
  EXPECT_EQ(2u, run.select([](const LogEntry& entry) {
                     return entry.address == "200.0.0.0:0" && entry.startsWith("APP");
                   })
                    .size());
  EXPECT_EQ(std::string::npos, run.dbgLog().find(" -56."));
}

}  // namespace
