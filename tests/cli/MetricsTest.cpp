// Tests of cli/Metrics.h.
#include "cli/Metrics.h"

#include <gtest/gtest.h>

namespace cli {
namespace {

TEST(MetricsTest, metricsText_allOperationsTogether) {
  sim::Tally tally;
  tally.messagesSent = 900;
  tally.storeMessagesSent = 300;
  tally.storeMessagesToOthers = 290;
  tally.othersAdded = 90;
  tally.storeBytesSent = 12345;
  tally.operations[static_cast<size_t>(sim::Operation::Create)] = {100, 99, 1};
  tally.operations[static_cast<size_t>(sim::Operation::Read)] = {6, 4, 2};
  EXPECT_EQ(
      "messages_sent 900\nstore_messages_sent 300\nstore_messages_to_others 290\n"
      "store_bytes_sent 12345\nothers_added 90\noperations 106\n"
      "operations_succeeded 103\noperations_failed 3\noperations_unanswered 0\nreads 6\n"
      "reads_succeeded 4\nlogged_as_another 0\n",
      metricsText(tally));
}

TEST(MetricsTest, metricsText_missingReplicasAreSaidIfThereAreAny) {
  const sim::Tally tally;
  EXPECT_EQ(metricsText(tally) + "replicas_missing 1\n", metricsText(tally, true));
}

TEST(MetricsTest, metricsText_aCacheIsNamedIfThereIsOne) {
  sim::Tally tally;
  const std::string without = metricsText(tally);
  tally.cacheReads = 7;
  tally.cacheHits = 5;
  EXPECT_EQ(without + "cache_reads 7\ncache_hits 5\n", metricsText(tally));
}

TEST(MetricsTest, metricsText_linesLoggedAsAnother) {
  sim::Tally tally;
  tally.linesLoggedAsAnother = 3;
  tally.firstLoggedAsAnotherAt = 152;
  tally.loggedAsAnotherBy = 7;
  tally.loggedAsAnotherName = 2;
  EXPECT_NE(std::string::npos,
            metricsText(tally).find("logged_as_another 3\nlogged_as_another_tick 152\n"
                                    "logged_as_another_by 7\nlogged_as_another_name 2\n"));
}

TEST(MetricsTest, metricsText_whatACheckHasFound) {
  check::RunCheck check(check::Level::Linearizable);
  sim::EventStream events;
  check.follow(&events, check::kQuorumDesign);
  sim::Event event;
  event.kind = sim::EventKind::NodeStarted;
  for (sim::PeerId peer = 1; peer <= 3; ++peer) {
    event.node = {peer, 0};
    events.emit(event);
  }
  event.node = {1, 0};
  event.kind = sim::EventKind::NodeFailed;
  event.tick = 5;
  events.emit(event);
  check.conclude(10, {{2, {{{"k", "v"}}}}});
  EXPECT_EQ(
      "level_held 7\nlevel_broken 0\nkeys_with_lost_writes 0\nreads_unwritten 0\nreads_refused 0\n"
      "operations_touched 0\ncrash_faults 1\ncrash_messages 0\ncrash_operations 0\n"
      "keys 1\ncopies 1\nkeys_lost 0\nkeys_short 0\n"
      "keys_surplus 0\nkeys_different 0\nkeys_leaked 1\nkeys_wrong 0\nkeys_unequal 0\n"
      "crashes 1\ncrashes_unnoticed 0\ncrashes_listed 0\n"
      "detection_ticks 0\nremovals 0\nfalse_removals 0\njoins 3\njoins_unknown 1\n"
      "membership_messages 0.00\nmembership_bytes 0.00\n"
      "answered 0\nlatency_median 0\nlatency_p99 0\nlatency_max 0\n",
      metricsText(check));
}

}  // namespace
}  // namespace cli
