// The text about a checked run: the verdict first, then the measurements.
#pragma once

#include <ostream>

#include "check/Verdict.h"
#include "check/cluster/Exposure.h"
#include "check/cluster/Latency.h"
#include "check/cluster/Membership.h"
#include "check/cluster/Replication.h"

namespace check {

// Borrows its parts.
struct Report {
  const Verdict& verdict;
  const Evidence& evidence;
  const Exposure& exposure;
  const ReplicationResult& replication;
  const MembershipResult& membership;
  const Latency& latency;

  void print(std::ostream& out) const;
};

}  // namespace check
