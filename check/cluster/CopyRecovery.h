// Whether the copies of all keys have recovered from a change of the group, as peers' tables show.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/base/Design.h"
#include "check/base/Placement.h"
#include "lab/GroupChanges.h"

namespace check {

// For each live peer its tables, which count as one.
using TableViews = std::map<sim::PeerId, std::vector<const Table*>>;

// A key has recovered once it has been on all its replicas, and on no other peer, in one version
// since the change. A deleted key whose copies are gone has none that could be missing.
class CopyRecovery : public lab::Recovery {
 public:
  using Look = std::function<TableViews()>;

  // `look` returns what the live peers hold now.
  CopyRecovery(const Design& design, Look look) : design_(design), look_(std::move(look)) {}

  const lab::FaultLimits& limits() const override { return design_.limits; }
  void begin() override { recovered_.clear(); }
  bool advance() override;

 private:
  const Placement& placementOf(const TableViews& tables);

  const Design design_;
  const Look look_;
  std::set<std::string, std::less<>> recovered_;
  std::vector<sim::PeerId> live_;
  std::optional<Placement> placement_;  // Of live_.
};

}  // namespace check
