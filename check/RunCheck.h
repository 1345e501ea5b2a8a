// All checks of one run (check/checks/): the sinks that follow it, and, at its end, what they have
// found.
#pragma once

#include <map>
#include <memory>
#include <ostream>
#include <vector>

#include "check/base/Design.h"
#include "check/base/Metric.h"
#include "check/base/Verdict.h"
#include "check/checks/Check.h"
#include "check/cluster/Membership.h"
#include "check/consistency/History.h"
#include "lab/ScenarioPlayer.h"
#include "sim/EventStream.h"

namespace check {

class RunCheck {
 public:
  // Up to `demanded`, a break of consistency counts.
  explicit RunCheck(Level demanded);

  // Before the run, whose stores replicate keys by `design`. `isDecided` may be null (History.h).
  // The stream borrows this object.
  void follow(sim::EventStream* events, const Design& design, ReadDecision isDecided = nullptr);

  // At the tick by which all must be in place again, before the clients' last reads, which would
  // repair what is not, and none of which may fail. May be left out.
  void settle(sim::Tick now, const Stores& stores);

  // Before conclude(): what became of the calls of the run's schedule. Left out where it has none.
  void noteCalls(const lab::CallSummary& calls) { calls_ = calls; }
  // Likewise of a laboratory's schedule: how many faults it has that do harm.
  void noteFaults(int planned) { faultsPlanned_ = planned; }

  // After the run, once: `end` is its last tick, `stores` what the live peers hold.
  void conclude(sim::Tick end, const Stores& stores);

  bool isConcluded() const { return isConcluded_; }

  // After conclude().
  const Verdict& verdict() const { return verdict_; }
  // Those of the checks, in the order of checkTable().
  const std::vector<Verdict>& verdicts() const { return verdicts_; }
  Level demanded() const { return demanded_; }
  // Check::orders() of all checks.
  std::map<std::string, std::vector<int>> orders() const;
  // All calls of clients.
  std::vector<Operation> operations() const { return history_.operations(); }
  // The verdict first, then what was measured.
  void print(std::ostream& out) const;
  std::vector<Metric> metrics() const;
  const MembershipQuality& membershipQuality() const { return membershipResult_.quality; }

 private:
  RunFacts factsAt(sim::Tick now, const Stores& stores,
                   const std::vector<Operation>& operations) const;

  const Level demanded_;
  Design design_ = kQuorumDesign;
  // What several checks look at.
  History history_;
  Membership membership_;

  std::vector<std::unique_ptr<Check>> checks_;  // By row of checkTable().
  sim::Tick settledAt_ = -1;                    // -1 = not yet.
  MembershipResult membershipResult_;
  bool isConcluded_ = false;
  lab::CallSummary calls_;
  int faultsPlanned_ = 0;
  std::vector<Verdict> verdicts_;
  Verdict verdict_;
};

}  // namespace check
