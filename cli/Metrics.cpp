#include "cli/Metrics.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "host/Check.h"

namespace cli {

namespace {

std::string lineOf(const char* name, int64_t number) {
  return std::string(name) + " " + std::to_string(number) + "\n";
}

std::string decimalLine(const char* name, double number) {
  char text[100];
  std::snprintf(text, sizeof text, "%s %.2f\n", name, number);
  return text;
}

std::string consistencyText(const check::ConsistencyResult& result) {
  const auto broken = result.violation ? result.violation->level : check::Level::None;
  return lineOf("level_held", static_cast<int64_t>(result.held)) +
         lineOf("level_broken", static_cast<int64_t>(broken));
}

std::string readsText(const check::ReadCounts& counts) {
  return lineOf("reads_unwritten", counts.unwritten) + lineOf("reads_refused", counts.refused);
}

std::string replicationText(const check::ReplicationResult& result,
                            const check::CopyValues& values) {
  return lineOf("keys", result.keys) + lineOf("copies", result.copies) +
         lineOf("keys_lost", result.lost) + lineOf("keys_short", result.incomplete) +
         lineOf("keys_surplus", result.misplaced) + lineOf("keys_different", result.different) +
         lineOf("keys_leaked", result.leaked) + lineOf("keys_wrong", values.wrong) +
         lineOf("keys_unequal", values.unequal);
}

std::string membershipText(const check::MembershipResult& result) {
  const auto isUnnoticed = [](const check::CrashDetection& crash) { return crash.full < 0; };
  const auto isUnknown = [](const check::JoinKnowledge& join) { return join.full < 0; };
  const auto isListed = [](const check::CrashDetection& crash) { return crash.listedBy > 0; };
  sim::Tick slowest = 0;
  for (const check::CrashDetection& crash : result.crashes) slowest = std::max(slowest, crash.full);
  return lineOf("crashes", static_cast<int64_t>(result.crashes.size())) +
         lineOf("crashes_unnoticed",
                std::count_if(result.crashes.begin(), result.crashes.end(), isUnnoticed)) +
         lineOf("crashes_listed",
                std::count_if(result.crashes.begin(), result.crashes.end(), isListed)) +
         lineOf("detection_ticks", slowest) + lineOf("removals", result.quality.removals) +
         lineOf("false_removals", static_cast<int64_t>(result.falseRemovals.size())) +
         lineOf("joins", static_cast<int64_t>(result.joins.size())) +
         lineOf("joins_unknown",
                std::count_if(result.joins.begin(), result.joins.end(), isUnknown)) +
         decimalLine("membership_messages", result.messagesPerPeerTick) +
         decimalLine("membership_bytes", result.bytesPerPeerTick);
}

std::string loggedAsAnotherText(const sim::Tally& tally) {
  const std::string count = lineOf("logged_as_another", tally.linesLoggedAsAnother);
  if (tally.linesLoggedAsAnother == 0) return count;
  return count + lineOf("logged_as_another_tick", tally.firstLoggedAsAnotherAt) +
         lineOf("logged_as_another_by", tally.loggedAsAnotherBy) +
         lineOf("logged_as_another_name", tally.loggedAsAnotherName);
}

}  // namespace

std::string metricsText(const sim::Tally& tally, bool lacksReplicas) {
  sim::Tally::OperationCounts all;
  for (const sim::Tally::OperationCounts& counts : tally.operations) {
    all.invoked += counts.invoked;
    all.succeeded += counts.succeeded;
    all.failed += counts.failed;
  }
  const sim::Tally::OperationCounts& reads = tally.of(sim::Operation::Read);
  return lineOf("messages_sent", tally.messagesSent) +
         lineOf("store_messages_sent", tally.storeMessagesSent) +
         lineOf("store_messages_to_others", tally.storeMessagesToOthers) +
         lineOf("store_bytes_sent", tally.storeBytesSent) +
         lineOf("others_added", tally.othersAdded) + lineOf("operations", all.invoked) +
         lineOf("operations_succeeded", all.succeeded) + lineOf("operations_failed", all.failed) +
         lineOf("operations_unanswered", tally.unansweredOperations()) +
         lineOf("reads", reads.invoked) + lineOf("reads_succeeded", reads.succeeded) +
         loggedAsAnotherText(tally) + (lacksReplicas ? lineOf("replicas_missing", 1) : "");
}

std::string metricsText(const check::RunCheck& check) {
  CHECK(check.isConcluded());
  return consistencyText(check.consistency()) + readsText(check.readCounts()) +
         replicationText(check.replication(), check.copyValues()) +
         membershipText(check.membership());
}

}  // namespace cli
