// --metrics: a run's counts for programs.
#pragma once

#include <string>

#include "check/RunCheck.h"
#include "sim/Tally.h"

namespace cli {

// Lines `name number`, with the same bytes for the same run: messages_sent,
// store_messages_sent and store_bytes_sent (those of the store's network), store_messages_to_others
// (those of them that a peer sent to another peer), others_added (how often a peer logged another
// as joined), operations (the clients' calls), operations_succeeded, operations_failed,
// operations_unanswered (they got no line of a coordinator that lived), reads, reads_succeeded,
// logged_as_another (results and membership changes that a peer logged under another peer's
// address; if there are any, of the first its tick, the peer and the id it gave:
// logged_as_another_tick, logged_as_another_by, logged_as_another_name). If a cache of hot keys was
// asked, also cache_reads and cache_hits (sim/Tally.h). If the run ended early
// because findNodes gave too few replicas, also replicas_missing 1.
std::string metricsText(const sim::Tally& tally, bool lacksReplicas = false);

// The same for what a check has found. Keys, joins and crashes are counted at the end of the run:
//   level_held, level_broken      places on the consistency ladder, 0 (none) … 7 (linearizable);
//                                 level_broken is 0 if none broke
//   keys_with_lost_writes         keys an acknowledged write of which was lost (Level::Durable)
//   reads_unwritten, reads_refused
//                                 ReadCounts' counts
//   operations_touched            calls that a fault touched; of each kind of fault that had an
//                                 effect also its counts (Exposure::Counts): drop_faults,
//                                 drop_messages, drop_operations, say
//   counter_reads, counter_reads_wrong
//                                 successful reads of counters, if there are any
//   executions, executed_twice    of a design that reports them: executions; calls with several
//   keys, copies, keys_lost, keys_short, keys_surplus, keys_different, keys_leaked
//                                 ReplicationResult's counts
//   keys_wrong, keys_unequal      CopyValues' counts
//   crashes, crashes_unnoticed    those that not all survivors noticed until the end
//   crashes_listed                those of a peer that a live one listed then
//   detection_ticks               the longest time until all had; 0 if there was no crash
//   removals, false_removals      all that peers logged; those that named live peers
//   joins, joins_unknown          all joins; those that not all live peers noticed until the end
//   membership_messages, membership_bytes
//                                 for each running peer and tick, with two decimals
//   answered, latency_median, latency_p99, latency_max
//                                 calls that got their result, and their latencies in ticks
// REQUIRES: the check is concluded.
std::string metricsText(const check::RunCheck& check);

}  // namespace cli
