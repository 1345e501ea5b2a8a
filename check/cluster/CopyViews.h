// A look at the copies of a running group.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "check/base/Placement.h"
#include "sim/CopyStanding.h"

namespace check {

// For each live peer its tables, which count as one.
using TableViews = std::map<sim::PeerId, std::vector<const Table*>>;

struct CopyViews {
  sim::Tick tick = 0;  // After this one.
  TableViews tables;
  // What a live peer would answer for the key and owes. False if its store does not tell.
  std::function<bool(sim::PeerId, const std::string& key, sim::CopyStanding*)> standing;
};

}  // namespace check
