#include "cli/Metrics.h"

namespace cli {

std::string metricsText(const sim::Tally& tally) {
  sim::Tally::OperationCounts all;
  for (const sim::Tally::OperationCounts& counts : tally.operations) {
    all.invoked += counts.invoked;
    all.succeeded += counts.succeeded;
    all.failed += counts.failed;
  }
  return "messages_sent " + std::to_string(tally.messagesSent) + "\nstore_messages_sent " +
         std::to_string(tally.storeMessagesSent) + "\noperations " + std::to_string(all.invoked) +
         "\noperations_succeeded " + std::to_string(all.succeeded) + "\noperations_failed " +
         std::to_string(all.failed) + "\n";
}

}  // namespace cli
