// All checks of one run: the sinks that follow it, and, at its end, what they have found.
#pragma once

#include <optional>
#include <ostream>

#include "check/Verdict.h"
#include "check/base/Design.h"
#include "check/cluster/Exposure.h"
#include "check/cluster/Latency.h"
#include "check/cluster/Membership.h"
#include "check/cluster/Replication.h"
#include "check/consistency/CopyValues.h"
#include "check/consistency/History.h"
#include "check/consistency/ReadCounts.h"
#include "lab/ScenarioPlayer.h"
#include "sim/EventStream.h"

namespace check {

class RunCheck {
 public:
  // Up to `demanded`, a break of consistency counts.
  explicit RunCheck(Level demanded) { evidence_.demanded = demanded; }

  // Before the run, whose stores replicate keys by `design`. The stream borrows this object.
  void follow(sim::EventStream* events, const Design& design);

  // At the tick by which all must be in place again, before the clients' last reads, which would
  // repair what is not, and none of which may fail. May be left out.
  void settle(sim::Tick now, const Stores& stores);

  // Before conclude(): what became of the calls of the run's schedule. Left out where it has none.
  void noteCalls(const lab::CallSummary& calls) { calls_ = calls; }
  // Likewise of a laboratory's schedule: how many faults it has that do harm.
  void noteFaults(int planned) { faultsPlanned_ = planned; }

  // After the run, once: `end` is its last tick, `stores` what the live peers hold.
  void conclude(sim::Tick end, const Stores& stores);

  // After conclude().
  const Verdict& verdict() const { return verdict_; }
  const MembershipQuality& membershipQuality() const { return membershipResult_.quality; }
  const ConsistencyResult& consistency() const { return evidence_.consistency; }
  const ReplicationResult& replication() const { return replication_; }
  const CopyValues& copyValues() const { return copyValues_; }
  const ReadCounts& readCounts() const { return readCounts_; }
  const MembershipResult& membership() const { return membershipResult_; }
  void print(std::ostream& out) const;

 private:
  Design design_ = kQuorumDesign;
  History history_;
  Membership membership_;
  Exposure exposure_;

  sim::Tick settledAt_ = -1;  // -1 = not yet.
  lab::CallSummary calls_;
  int faultsPlanned_ = 0;
  Evidence evidence_;
  ReplicationResult replication_;
  CopyValues copyValues_;
  ReadCounts readCounts_;
  MembershipResult membershipResult_;
  Latency latency_;
  Verdict verdict_;
};

}  // namespace check
