#include "stores/epidemic/EpidemicPlan.h"

#include <algorithm>
#include <cmath>

#include "host/Check.h"

namespace epidemic {

namespace {

// The probability that a stamp has not reached a given server within the time-out, times the number
// of servers.
constexpr double kMistake = 1e-6;

// Periods for what the estimate leaves out: a push waits for the turn of its receiver, and the
// sender's own stamp is a period old when it is pushed.
constexpr int kSlackPeriods = 3;

// While few know a stamp, almost each push that arrives informs another server: the number of those
// that know it grows by the factor 1 + arrival.
double growthPeriods(int servers, double arrival) {
  return std::log(servers) / std::log1p(arrival);
}

// Once most know it, a server misses it in a period with a probability of e^-arrival at most: that
// is the limit of (1 - arrival / (n - 1))^(n - 1), which grows with n.
double tailPeriods(int servers, double arrival) {
  return (std::log(servers) - std::log(kMistake)) / arrival;
}

}  // namespace

EpidemicPlan EpidemicPlan::derive(const Conditions& conditions) {
  CHECK(conditions.servers >= 1);
  CHECK(conditions.period >= 1);
  CHECK(conditions.loss >= 0 && conditions.loss <= kMaxLoss);
  CHECK(conditions.delayTicks >= 0);
  const double arrival = 1 - conditions.loss;
  const int growth = static_cast<int>(std::ceil(growthPeriods(conditions.servers, arrival)));
  const int tail = static_cast<int>(std::ceil(tailPeriods(conditions.servers, arrival)));
  EpidemicPlan plan;
  plan.period = conditions.period;
  // Each hop of the growth may be late. In the tail, pushes that are late arrive side by side, so
  // only one delay counts.
  plan.timeout =
      (kSlackPeriods + growth + tail) * conditions.period + (growth + 1) * conditions.delayTicks;
  return plan;
}

EpidemicPlan EpidemicPlan::of(const Params& params) {
  const double known = params.DROP_MSG == 1 ? params.MSG_DROP_PROB : 0;
  Conditions conditions;
  conditions.servers = std::max(1, params.EN_GPSZ);
  conditions.period = params.EPIDEMIC_PERIOD;
  conditions.loss = std::min(kMaxLoss, std::max(params.EPIDEMIC_LOSS, known));
  conditions.delayTicks = params.MSG_DELAY_MAX;
  EpidemicPlan plan = derive(conditions);
  if (params.EPIDEMIC_TIMEOUT > 0) plan.timeout = params.EPIDEMIC_TIMEOUT;
  return plan;
}

}  // namespace epidemic
