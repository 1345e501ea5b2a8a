// Tests of cli/Metrics.h.
#include "cli/Metrics.h"

#include <gtest/gtest.h>

namespace cli {
namespace {

TEST(MetricsTest, metricsText_allOperationsTogether) {
  sim::Tally tally;
  tally.messagesSent = 900;
  tally.storeMessagesSent = 300;
  tally.operations[static_cast<size_t>(sim::Operation::Create)] = {100, 99, 1};
  tally.operations[static_cast<size_t>(sim::Operation::Read)] = {6, 4, 2};
  EXPECT_EQ(
      "messages_sent 900\nstore_messages_sent 300\noperations 106\noperations_succeeded 103\n"
      "operations_failed 3\n",
      metricsText(tally));
}

}  // namespace
}  // namespace cli
