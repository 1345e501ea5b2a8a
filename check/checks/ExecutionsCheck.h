// Each call is executed at most once, however often it is retransmitted.
//
// A store reports the executions that all replicas of a key have (EventKind::Executed), with a name
// for each: a replica that reports the same name again has not executed the call again. A design
// that reports none is not judged and has no metrics. An execution that no client can see, as it
// never reached all replicas, does not count. A second one could bring back what was deleted or
// overwritten since, so it counts if that level is demanded.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "check/checks/Check.h"

namespace check {

class ExecutionsCheck : public Check, public sim::Sink {
 public:
  void follow(sim::EventStream* events) override { events->add(this); }
  void onEvent(const sim::Event& event) override;
  void conclude(const RunFacts& facts) override;
  Verdict verdict() const override { return isDemanded_ ? violated(problems_, first_) : Verdict(); }
  std::vector<Metric> metrics() const override;

 private:
  struct Call {
    std::string key;
    std::set<std::string> executions;
  };

  std::map<std::pair<sim::Endpoint, int32_t>, Call> calls_;  // By coordinator and transaction.
  bool isDemanded_ = true;
  int executions_ = 0;
  int executedTwice_ = 0;
  std::vector<std::string> problems_;
  ProblemId first_;
};

}  // namespace check
