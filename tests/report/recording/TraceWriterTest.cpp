// Traces of whole runs: what the recorder writes, read back, is what happened.
#include "report/recording/TraceWriter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "Simulation.h"
#include "check/RunCheck.h"
#include "check/base/Placement.h"
#include "host/JobPool.h"
#include "report/PeerStates.h"
#include "report/recording/MessageText.h"
#include "report/reading/TraceReader.h"
#include "sim/Digest.h"
#include "tests/support/LoggedRun.h"
#include "tests/support/TempFile.h"

namespace {

struct TracedRun {
  std::string text;
  RunResult result;
  report::Trace trace;
};

// Fails the test if the trace cannot be read.
TracedRun traced(const Params& params, check::RunCheck* check = nullptr) {
  host::MemoryOutput dbgLog, statsLog, output;
  std::ostringstream progress;
  const TraceRequest request = {&output, "a \"conf\"\n", "./Application it", {{"nodes", "ours"}}};
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &progress};
  outputs.check = check;
  outputs.trace = &request;
  TracedRun run;
  run.result = simulate(params, outputs);
  run.text = output.text();
  std::string error;
  const auto trace = report::readTrace(run.text, "run.trace", &error);
  EXPECT_TRUE(trace) << error;
  if (trace) run.trace = *trace;
  return run;
}

TracedRun checked(const Params& params) {
  check::RunCheck check(check::Level::Linearizable);
  return traced(params, &check);
}

int64_t countOf(report::Record kind, const report::Trace& trace) {
  return std::count_if(trace.events.begin(), trace.events.end(),
                       [kind](const report::Event& event) { return event.kind == kind; });
}

void expectMessagesAsCounted(const TracedRun& run) {
  const sim::Tally& tally = run.result.tally;
  EXPECT_EQ(tally.messagesSent, countOf(report::Record::Sent, run.trace));
  EXPECT_EQ(tally.messagesDelivered, countOf(report::Record::Delivered, run.trace));
}

TEST(TraceWriterTest, header_asTheRun) {
  const TracedRun run = traced(paramsOf("create", 7));
  EXPECT_EQ("a \"conf\"\n", run.trace.conf);
  EXPECT_EQ(7u, run.trace.seed);
  EXPECT_EQ("./Application it", run.trace.replay);
  EXPECT_EQ(10, run.trace.peers);
  EXPECT_EQ(3, run.trace.replicas);
  EXPECT_EQ(2, run.trace.quorum);
  EXPECT_EQ(sim::digestText(run.result.digest), run.trace.digest);
  EXPECT_EQ(run.result.ticks, run.trace.ticks);
  EXPECT_EQ(report::VerdictKind::Unchecked, run.trace.verdict);
}

// The first peer at or after the key's place, and the next, as a page finds them.
std::vector<sim::PeerId> replicasByPlaces(const report::Trace& trace, int64_t place) {
  std::vector<std::pair<int64_t, sim::PeerId>> ring;
  for (sim::PeerId peer = 1; peer <= trace.peers; ++peer) {
    const std::optional<int64_t> at = trace.places[static_cast<size_t>(peer) - 1];
    if (at) ring.emplace_back(*at, peer);
  }
  std::sort(ring.begin(), ring.end());
  const auto first = std::lower_bound(ring.begin(), ring.end(), std::pair(place, 0));
  const auto at = static_cast<size_t>(first - ring.begin());
  std::vector<sim::PeerId> replicas;
  for (size_t i = 0; i < static_cast<size_t>(trace.replicas); ++i) {
    replicas.push_back(ring[(at + i) % ring.size()].second);
  }
  return replicas;
}

TEST(TraceWriterTest, places_findTheDesignsReplicas) {
  for (const check::Design& design : {check::kQuorumDesign, check::kTwoPhaseDesign}) {
    const bool isTwoPhase = design.ring == check::Ring::ServerIds;
    const TracedRun run =
        traced(paramsOf("read", 7, {isTwoPhase ? "REPLICATION=TWO_PHASE" : "REPLICATION=QUORUM"}));
    EXPECT_EQ(isTwoPhase, run.trace.hasFixedGroup);
    EXPECT_EQ(isTwoPhase, !run.trace.places[0].has_value());
    std::vector<sim::PeerId> all;
    for (sim::PeerId peer = 1; peer <= run.trace.peers; ++peer) all.push_back(peer);
    ASSERT_FALSE(run.trace.keys.empty());
    for (const report::Key& key : run.trace.keys) {
      EXPECT_EQ(check::replicasInOrder(all, key.text, design),
                replicasByPlaces(run.trace, key.place));
    }
  }
}

TEST(TraceWriterTest, events_asCountedInEveryConf) {
  for (const char* conf : {"create", "read", "delete", "update", "msgdropsinglefailure",
                           "multifailure", "lossy", "chaos-wild"}) {
    SCOPED_TRACE(conf);
    expectMessagesAsCounted(traced(paramsOf(conf, 3)));
  }
}

// In processes of their own, as nodes may keep state in globals. Of each even job and the odd one
// after it, the second records a trace.
TEST(TraceWriterTest, run_isTheSameWithAndWithoutATrace) {
  constexpr uint64_t kSeeds = 5;
  std::map<uint64_t, std::string> digests;
  std::string error;
  const bool able = host::runJobs(
      0, 2 * kSeeds - 1, 2,
      [](uint64_t job, int descriptor) {
        const Params params = paramsOf("chaos", 1 + job / 2);
        const uint64_t digest =
            job % 2 == 0 ? LoggedRun(params).result.digest : traced(params).result.digest;
        return host::writeWhole(descriptor, sim::digestText(digest));
      },
      [&](uint64_t job, const host::JobOutcome& outcome) { digests[job] = outcome.output; },
      &error);
  ASSERT_TRUE(able) << error;
  for (uint64_t job = 0; job < 2 * kSeeds; job += 2) {
    EXPECT_EQ(16u, digests[job].size());
    EXPECT_EQ(digests[job], digests[job + 1]);
  }
}

TEST(TraceWriterTest, operations_haveTheirLinesAndOutcomes) {
  const TracedRun run = checked(paramsOf("chaos", 2));
  ASSERT_FALSE(run.trace.operations.empty());
  EXPECT_EQ(report::VerdictKind::Ok, run.trace.verdict);
  for (const report::Operation& operation : run.trace.operations) {
    if (operation.outcome != report::Outcome::Ok) continue;
    EXPECT_NE(report::kNoIndex, operation.finishEvent);
    // A quorum has answered, unless answers could not be told from those of another call.
    EXPECT_GE(operation.finishedAt, operation.invokedAt);
  }
  EXPECT_EQ(run.trace.keys.size(), run.trace.orders.size());
}

// What the nodes have lost all the same: the store that acknowledges what it does not keep.
TEST(TraceWriterTest, end_namesTheOperationsThatContradictEachOther) {
  check::RunCheck check(check::Level::Linearizable);
  report::TraceEnd end;
  Params params = paramsOf("chaos-wild", 1);
  const TracedRun run = traced(params, &check);
  EXPECT_EQ(check.verdict().operations, run.trace.against);
  EXPECT_EQ(check.verdict().problems.size(), run.trace.problems.size());
}

TEST(TraceWriterTest, states_tablesHoldWhatWasWritten) {
  const TracedRun run = traced(paramsOf("create", 1));
  report::PeerStates states(run.trace);
  states.goTo(static_cast<report::Index>(run.trace.events.size()));
  for (report::Index key = 0; key < run.trace.keys.size(); ++key) {
    int copies = 0;
    for (sim::PeerId peer = 1; peer <= run.trace.peers; ++peer) {
      if (states.of(peer).valueOf(key) != report::kNoIndex) ++copies;
      EXPECT_EQ(10u, states.of(peer).list.size());
      EXPECT_TRUE(states.of(peer).inGroup);
    }
    EXPECT_EQ(3, copies) << run.trace.keys[key].text;
  }
}

// Keeps no more than the end of what is written.
class EndOfOutput : public host::TextOutput {
 public:
  void append(std::string_view text) override {
    constexpr size_t kKept = 4096;
    bytes += text.size();
    end += text;
    if (end.size() > 2 * kKept) end.erase(0, end.size() - kKept);
  }
  uint64_t bytes = 0;
  std::string end;
};

TEST(TraceWriterTest, notes_areLeftOutOfALargeTrace) {
  EndOfOutput output;
  report::TraceHeader header;
  report::TraceWriter writer(header, nullptr, &output);
  const std::string text(size_t{1} << 17, 'x');  // Twice what is written of it.
  sim::Event note;
  note.node.id = 1;
  note.text = text;
  for (uint64_t bytes = 0; bytes < 4 * report::kMostBytes; bytes += text.size()) {
    writer.onEvent(note);
  }
  note.kind = sim::EventKind::ReplicaAnswered;
  note.key = "k";
  note.value = text;
  writer.onEvent(note);
  EXPECT_NE(std::string::npos, output.end.find(" " + std::string(64, 'x') + " "));
  writer.end({});
  EXPECT_GT(report::kMostBytes + 2 * text.size(), output.bytes);
  EXPECT_NE(std::string::npos, output.end.find("\nomitted texts 3201 \"texts are cut after"));
  EXPECT_NE(std::string::npos,
            output.end.find("\nomitted texts 3200 \"lines of dbg.log are left out once"));
}

TEST(TraceWriterTest, texts_areWhatTheNodesDescribe) {
  const TracedRun run = traced(paramsOf("chaos", 4));
  std::set<std::string> kinds;
  for (const std::string& text : run.trace.texts) {
    const std::string kind = text.substr(0, text.find(' '));
    kinds.insert(kind);
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(kind[0])) || kind == "damaged") << text;
  }
  for (const char* kind : {"JOINREQ", "JOINREP", "GOSSIP", "REQUEST", "ANSWER", "TRANSFER"}) {
    EXPECT_EQ(1u, kinds.count(kind)) << kind;
  }
}

TEST(TraceWriterTest, faults_ofDisks) {
  const TempFile schedule(
      "from 200 to 220 full disk 2\nat 210 corrupt disk 3\nat 230 crash 3\nat 240 restart 3\n");
  const TracedRun run = traced(
      paramsOf("twophase-chaos", 1, {"FAULTS=" + schedule.path(), "MIN_NNB=5", "MAX_NNB=5"}));
  std::vector<std::string> kinds;
  for (const report::Fault& fault : run.trace.faults) kinds.push_back(fault.kind);
  EXPECT_EQ(
      (std::vector<std::string>{"full-disk", "corrupt-disk", "full-disk", "crash", "restart"}),
      kinds);
  expectMessagesAsCounted(run);
}

TEST(TraceWriterTest, largeGroup_countsTheMembershipsMessages) {
  const TracedRun run = traced(paramsOf("singlefailure", 1, {"MAX_NNB=120", "STEP_RATE=0.01"}));
  ASSERT_EQ(120, run.trace.peers);
  uint64_t sent = static_cast<uint64_t>(countOf(report::Record::Sent, run.trace));
  for (const report::Sum& sum : run.trace.sums) sent += sum.sent;
  EXPECT_EQ(static_cast<uint64_t>(run.result.tally.messagesSent), sent);
  ASSERT_EQ(1u, run.trace.omissions.size());
  EXPECT_EQ(report::OmittedKind::Messages, run.trace.omissions[0].kind);
  EXPECT_FALSE(run.trace.hasHeartbeats);
}

TEST(MessageTextTest, messageText_descriptionElseTextElseBytes) {
  EXPECT_EQ("said", report::messageText("said", std::string_view("\0\1", 2)));
  EXPECT_EQ("0::1::key", report::messageText(std::nullopt, std::string_view("0::1::key\0", 10)));
  EXPECT_EQ("0001ff10 20", report::messageText(std::nullopt, std::string_view("\0\1\xff\x10 ", 5)));
  EXPECT_EQ("", report::messageText(std::nullopt, ""));
}

TEST(MessageTextTest, messageText_cutsWhatIsLong) {
  EXPECT_EQ(std::string(160, 'x') + "...", report::messageText(std::string(161, 'x'), ""));
  const std::string bytes(25, '\1');
  EXPECT_EQ("...", report::messageText(std::nullopt, bytes).substr(53));
}

}  // namespace
