// Follows, tick by tick, what a read of each key could return, and who owes a replica what it
// lacks. So a mistake shows when the copies come to be wrong, and not only if a call happens to
// meet them.
//
//   lost quorum   A version was at a quorum of the replicas, and now a quorum would answer that
//                 lacks it: a read that does not hear of the others returns what was before.
//   unowed copy   A replica answers, and lacks a version that another peer holds; that peer sees
//                 the same replicas and will not send it, so only a read could repair the replica.
//
// Both are broken only outside the guarantee (docs/guarantees.md), so that it has to be a run of a
// guarded schedule. For stores whose versions, quorums and hints are those of MP2Node.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/base/Placement.h"
#include "check/base/ProblemId.h"
#include "check/cluster/CopyViews.h"

namespace check {

class Quorums {
 public:
  void look(const CopyViews& copies);

  // A sentence each: at most one of each kind for a key.
  const std::vector<std::string>& problems() const { return problems_; }
  // The id of the first of these.
  const ProblemId& first() const { return first_; }

 private:
  struct PeerStanding {
    sim::PeerId peer = 0;
    sim::CopyStanding standing = {};
  };
  using Version = std::array<int, 3>;
  struct Known {
    Version version = {};  // The highest that has been at a quorum.
    bool isPresent = false;
    bool hasLostQuorum = false;
    bool hasUnowedCopy = false;
  };

  const Placement& placementOf(const TableViews& tables);
  void lookAt(const std::string& key, const CopyViews& copies, Known* known);
  void lookAtView(const std::string& key, sim::Tick tick, unsigned view, Known* known);
  void lookForUnowed(const std::string& key, sim::Tick tick, Known* known);

  std::vector<sim::PeerId> live_;
  std::optional<Placement> placement_;  // Of live_, with one peer more than a key has replicas.
  std::map<std::string, Known, std::less<>> known_;
  std::vector<PeerStanding> standings_;  // Of the key that is looked at.
  std::vector<std::string> problems_;
  ProblemId first_;
};

}  // namespace check
