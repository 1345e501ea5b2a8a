// Tests of stores/epidemic/EpidemicPlan.h.
#include "stores/epidemic/EpidemicPlan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace epidemic {
namespace {

int timeoutOf(int servers, double loss, int delayTicks = 0, int period = 1) {
  return EpidemicPlan::derive({servers, period, loss, delayTicks}).timeout;
}

TEST(EpidemicPlanTest, derive_growsWithServersLossDelayAndPeriod) {
  EXPECT_LT(timeoutOf(10, 0), timeoutOf(100, 0));
  EXPECT_LT(timeoutOf(10, 0), timeoutOf(10, 0.3));
  EXPECT_LT(timeoutOf(10, 0), timeoutOf(10, 0, 2));
  EXPECT_EQ(2 * timeoutOf(10, 0), timeoutOf(10, 0, 0, 2));
}

// 200 (log2 n + 20) ms at a push each 200 ms: 25.3 periods for 40 servers.
TEST(EpidemicPlanTest, derive_isNearTheSeedProgramsWithoutLoss) {
  EXPECT_NEAR(26, timeoutOf(40, 0), 3);
}

TEST(EpidemicPlanTest, derive_acceptsTheExtremes) {
  EXPECT_GE(timeoutOf(1, 0), 1);
  EXPECT_GE(timeoutOf(1000, kMaxLoss), timeoutOf(1000, 0.3));
}

TEST(EpidemicPlanTest, of_readsTheConf) {
  Params params;
  params.EN_GPSZ = 40;
  EXPECT_EQ(timeoutOf(40, 0.3), EpidemicPlan::of(params).timeout);
  params.DROP_MSG = 1;
  params.MSG_DROP_PROB = 0.5;
  EXPECT_EQ(timeoutOf(40, 0.5), EpidemicPlan::of(params).timeout);
  params.MSG_DROP_PROB = 1;
  EXPECT_EQ(timeoutOf(40, kMaxLoss), EpidemicPlan::of(params).timeout);
  params.EPIDEMIC_TIMEOUT = 26;
  EXPECT_EQ(26, EpidemicPlan::of(params).timeout);
}

// Spreads one stamp as the estimate assumes. The estimate asks for 1e-6; 2,000 repetitions must all
// be done by then.
TEST(EpidemicPlanTest, derive_aStampReachesAllInTime) {
  std::mt19937_64 engine(1);
  const auto below = [&](int bound) {
    return static_cast<int>(engine() % static_cast<unsigned>(bound));
  };
  for (const int servers : {2, 10, 50}) {
    for (const int lossPercent : {0, 30}) {
      const int timeout = timeoutOf(servers, lossPercent / 100.0);
      for (int repetition = 0; repetition < 2000; ++repetition) {
        std::vector<bool> knows(static_cast<size_t>(servers));
        knows[0] = true;
        for (int period = 0; period < timeout; ++period) {
          const std::vector<bool> before = knows;
          for (int server = 0; server < servers; ++server) {
            int target = below(servers - 1);
            if (target >= server) ++target;
            const bool isLost = below(100) < lossPercent;
            if (before[static_cast<size_t>(server)] && !isLost) {
              knows[static_cast<size_t>(target)] = true;
            }
          }
        }
        ASSERT_EQ(servers, std::count(knows.begin(), knows.end(), true));
      }
    }
  }
}

}  // namespace
}  // namespace epidemic
