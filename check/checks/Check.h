// One check of a run: what it looks at, how what it finds counts in the verdict, what the report
// and the metrics say of it. A new one is a class and a row in Checks.cpp.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "check/base/Design.h"
#include "check/base/Metric.h"
#include "check/base/Placement.h"
#include "check/base/Verdict.h"
#include "check/cluster/Membership.h"
#include "check/consistency/Consistency.h"
#include "check/consistency/History.h"
#include "lab/ScenarioPlayer.h"
#include "sim/EventStream.h"

namespace check {

// What all checks are given.
struct RunFacts {
  sim::Tick now = 0;  // The tick of settle(); the run's last tick in conclude().
  const Stores& stores;
  const History& history;
  const std::vector<Operation>& operations;  // The history's.
  const MembershipResult& membership;        // Of the run's end; empty in settle().
  Design design;
  Level demanded = Level::Linearizable;  // Up to this level a break of consistency counts.
  sim::Tick settledAt = -1;              // When settle() was called; -1 if it was not.
  lab::CallSummary calls = {};           // Of the run's schedule.
  int faultsPlanned = 0;                 // Faults of the schedule that do harm.
};

class Check {
 public:
  Check() = default;
  Check(const Check&) = delete;
  Check& operator=(const Check&) = delete;
  virtual ~Check() = default;

  // Before the run: adds what has to see its events. The stream borrows it.
  virtual void follow(sim::EventStream* /*events*/) {}

  // At the tick by which all must be in place again, before the clients' last reads, which would
  // repair what is not. May be left out.
  virtual void settle(const RunFacts& /*facts*/) {}

  // After the run, once.
  virtual void conclude(const RunFacts& facts) = 0;

  // ---- After conclude().

  // A name that it leaves empty is that of its row.
  virtual Verdict verdict() const { return {}; }
  virtual void print(std::ostream& /*out*/) const {}
  virtual std::vector<Metric> metrics() const { return {}; }
  // For keys: an order of the operations on it, by id, that explains all their results.
  virtual std::map<std::string, std::vector<int>> orders() const { return {}; }
};

}  // namespace check
