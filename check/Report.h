// What a person gets to read about a checked run: the verdict first, then what was measured.
#pragma once

#include <ostream>

#include "check/Exposure.h"
#include "check/Latency.h"
#include "check/Membership.h"
#include "check/Replication.h"
#include "check/Verdict.h"

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
