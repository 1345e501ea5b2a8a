#include "cli/Metrics.h"

#include <cstdint>
#include <cstdio>

#include "host/Check.h"

namespace cli {

namespace {

std::string lineOf(const char* name, int64_t number) {
  return std::string(name) + " " + std::to_string(number) + "\n";
}

std::string loggedAsAnotherText(const sim::Tally& tally) {
  const std::string count = lineOf("logged_as_another", tally.linesLoggedAsAnother);
  if (tally.linesLoggedAsAnother == 0) return count;
  return count + lineOf("logged_as_another_tick", tally.firstLoggedAsAnotherAt) +
         lineOf("logged_as_another_by", tally.loggedAsAnotherBy) +
         lineOf("logged_as_another_name", tally.loggedAsAnotherName);
}

std::string cacheText(const sim::Tally& tally) {
  if (tally.cacheReads == 0) return "";
  return lineOf("cache_reads", tally.cacheReads) + lineOf("cache_hits", tally.cacheHits);
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
         loggedAsAnotherText(tally) + cacheText(tally) +
         (lacksReplicas ? lineOf("replicas_missing", 1) : "");
}

std::string metricsText(const check::RunCheck& check) {
  CHECK(check.isConcluded());
  std::string text;
  for (const check::Metric& metric : check.metrics()) {
    char line[100];
    std::snprintf(line, sizeof line, "%s %.*f\n", metric.name, metric.decimals, metric.value);
    text += line;
  }
  return text;
}

}  // namespace cli
